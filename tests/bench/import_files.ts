/** Import files as large as people have them and as others make them, written a piece at a time. */
import { type RandomText, randomText } from "./random_text.ts";

export interface ImportFile {
  name: string;
  /** So many times what the smallest run has: one text, message or chat of it. */
  write: (count: number) => Iterable<string>;
  count: number;
  /** The answer to it. */
  isRefused?: boolean;
}

const mebibyte = 1024 * 1024;
const time = "2026-01-02T03:04:05.678Z";

export const importFiles: ImportFile[] = [
  { name: "one chat, 30 texts of 4 MiB", count: 30, write: (count) => texts(count, "latin") },
  { name: "one chat, 30 Chinese texts of 4 MiB", count: 30, write: (count) => texts(count, "han") },
  { name: "one chat, 4 images of 20 MiB", count: 4, write: images },
  { name: "one chat, 100,000 messages, 110 MiB", count: 100_000, write: (count) => ownFile(1, count, 850) },
  { name: "one chat, 1,000,000 tiny messages", count: 1_000_000, write: tiny, isRefused: true },
  { name: "5,000 chats of 20 messages, 45 MiB", count: 5000, write: (count) => ownFile(count, 20, 200) },
  { name: "ChatGPT, 1,000 chats, 100 MiB", count: 1000, write: (count) => chatGpt(count, 100) },
  { name: "ChatGPT, one chat, 100 MiB", count: 100_000, write: (count) => chatGpt(1, count) },
  { name: "Open WebUI, 1,000 chats, 100 MiB", count: 1000, write: (count) => openWebUi(count, 100) },
  { name: "Open WebUI, one chat, 100 MiB", count: 100_000, write: (count) => openWebUi(1, count) },
];

function* texts(count: number, script: "latin" | "han"): Generator<string> {
  const text = randomText(5);
  const long = () =>
    script === "latin" ? prose(text, 4 * mebibyte) : `${text.unspaced(1000)}，`.repeat((4 * mebibyte) / 3003);
  yield* ownChat(text, Array.from({ length: count }, () => ({ content: long })));
}

function* images(count: number): Generator<string> {
  const image = new Uint8Array(20 * mebibyte);
  for (let at = 0; at < image.length; at += 65_536) crypto.getRandomValues(image.subarray(at, at + 65_536));
  const base64 = image.toBase64();
  const message = { content: () => "Look", images: Array(count).fill(base64) };
  yield* ownChat(randomText(6), [message]);
}

function* ownFile(chats: number, messages: number, length: number): Generator<string> {
  const text = randomText(7);
  for (let chat = 0; chat < chats; chat++) {
    yield* ownChat(text, new Array(messages).fill({ content: () => prose(text, length) }));
  }
}

function* tiny(count: number): Generator<string> {
  yield* ownChat(randomText(8), new Array(count).fill({ content: () => "a" }));
}

function* ownChat(
  text: RandomText,
  messages: { content: () => string; images?: string[] }[],
): Generator<string> {
  const times = { created_at: time, updated_at: time };
  const session = { id: crypto.randomUUID(), title: text.title(), ...times };
  yield `${JSON.stringify({ format: "chat-webui", version: 1, session }).slice(0, -1)},"messages":[`;
  let parent: string | null = null;
  for (const [index, { content, images = [] }] of messages.entries()) {
    const id = crypto.randomUUID();
    const role = index % 2 === 0 ? "user" : "assistant";
    const message = { id, parent_id: parent, role, content: content(), images, ...times };
    yield `${index > 0 ? "," : ""}${JSON.stringify(message)}`;
    parent = id;
  }
  yield "]}\n";
}

function* chatGpt(chats: number, messages: number): Generator<string> {
  const text = randomText(9);
  for (let chat = 0; chat < chats; chat++) {
    const times = { create_time: 1_767_000_000 + chat, update_time: 1_767_000_000 + chat };
    const head = { title: text.title(), conversation_id: crypto.randomUUID(), ...times };
    yield `${chat > 0 ? "," : "["}${JSON.stringify(head).slice(0, -1)},"mapping":{`;
    const ids = Array.from({ length: messages }, () => crypto.randomUUID());
    for (const [index, id] of ids.entries()) {
      const message = {
        ...{ id, author: { role: index % 2 === 0 ? "user" : "assistant" }, create_time: times.create_time },
        content: { content_type: "text", parts: [prose(text, 700)] },
        metadata: { model_slug: "gpt-4o" },
      };
      const children = ids.slice(index + 1, index + 2);
      const node = { id, message, parent: ids[index - 1] ?? null, children };
      yield `${index > 0 ? "," : ""}${JSON.stringify(id)}:${JSON.stringify(node)}`;
    }
    yield `},"current_node":${JSON.stringify(ids.at(-1))}}`;
  }
  yield "]\n";
}

function* openWebUi(chats: number, messages: number): Generator<string> {
  const text = randomText(10);
  for (let chat = 0; chat < chats; chat++) {
    const [id, title] = [crypto.randomUUID(), text.title()];
    yield `${chat > 0 ? "," : "["}{"id":"${id}","title":"${title}","chat":{"title":"${title}",`;
    yield `"models":["llama3.2"],"history":{"messages":{`;
    const ids = Array.from({ length: messages }, () => crypto.randomUUID());
    for (const [index, id] of ids.entries()) {
      const role = index % 2 === 0 ? "user" : "assistant";
      const childrenIds = ids.slice(index + 1, index + 2);
      const place = { id, parentId: ids[index - 1] ?? null, childrenIds };
      const message = { ...place, role, content: prose(text, 750), timestamp: 1_767_000_000 + index };
      yield `${index > 0 ? "," : ""}${JSON.stringify(id)}:${JSON.stringify(message)}`;
    }
    yield `},"currentId":${JSON.stringify(ids.at(-1))}}},"created_at":1767000000,"updated_at":1767000000}`;
  }
  yield "]\n";
}

/** Some so many characters of it. */
function prose(text: RandomText, length: number): string {
  const words: string[] = [];
  for (let rest = length; rest > 0;) {
    const word = text.word();
    words.push(word);
    rest -= word.length + 1;
  }
  return words.join(" ");
}
