/** The app with hostile text in every field that shows text, and an Ollama that says whatever it is told. */
import { atOnce, type Guide, startGuide } from "@/lib/guide/guide.ts";
import * as faults from "@/lib/guide/faults.ts";
import { startServer } from "@/tests/helpers/server.ts";

export interface HostileApp extends AsyncDisposable {
  url: string;
  guide: Guide;
  /** Pages with all texts as replies, questions, thoughts, failures, names of models, and titles. */
  chatPages: string[];
  /** The pages that list all titles begin here. */
  titlesPage: string;
}

/** Texts on a page: a page of a chat shows 40 messages. */
const textsAPage = 40;

/** Each text is a question or a reply, and with `swapped` what it was not before. */
export async function openHostileApp(texts: string[], { swapped = false } = {}): Promise<HostileApp> {
  const guide = await startGuide({ ...atOnce, answer: () => "Yes." });
  const server = await startServer();
  const body = JSON.stringify({
    ollama_base_url: guide.url,
    default_model: "guide:latest",
    title_generation: "off",
  });
  await (await fetch(`${server.url}/api/config`, { method: "PATCH", body })).text();
  const chats = Array.from(
    { length: Math.ceil(texts.length / textsAPage) },
    (_, page) => fullChat(texts.slice(page * textsAPage, (page + 1) * textsAPage), swapped),
  );
  const lines = [...chats, ...texts.map(emptyChat)].map((chat) => JSON.stringify(chat)).join("\n");
  const response = await fetch(`${server.url}/api/import`, { method: "POST", body: lines });
  const { imported, failed } = await response.json();
  if (imported !== chats.length + texts.length) throw new Error(`not imported: ${JSON.stringify(failed)}`);
  return {
    url: server.url,
    guide,
    chatPages: chats.map(({ session }) => `${server.url}/chat/${session.id}`),
    titlesPage: `${server.url}/search`,
    async [Symbol.asyncDispose]() {
      await server.stop();
      await guide.close();
    },
  };
}

/** Names that are none of Ollama's grammar, and models whose every other field is hostile. */
export function nameModels(guide: Guide, texts: string[]): void {
  const models = texts.flatMap((text, index) => {
    const details = { family: text, parameter_size: text, quantization_level: text };
    const model = { digest: text, size: 1, modified_at: text, details, capabilities: ["completion", text] };
    return [{ ...model, name: text.slice(0, 350) }, { ...model, name: `m${index}:latest` }];
  });
  guide.script(faults.json({ models }), { path: "/api/tags", times: 1000 });
}

const start = Date.UTC(2026, 0, 1);
const time = (place: number) => new Date(start + place * 1000).toISOString();

function fullChat(texts: string[], swapped: boolean) {
  const ids = texts.map(() => crypto.randomUUID());
  const messages = texts.map((text, place) => ({
    id: ids[place],
    parent_id: ids[place - 1] ?? null,
    role: (place % 2 === 0) === swapped ? "assistant" : "user",
    content: text,
    thinking: place % 3 === 0 ? text : null,
    thinking_ms: 10,
    model: text.slice(0, 350),
    status: place % 5 === 0 ? "failed" : "complete",
    error: place % 5 === 0 ? { code: "ollama_rejected", message: text } : null,
    created_at: time(place),
    updated_at: time(place),
  }));
  return chatOf(
    texts[0]!,
    { system_prompt: texts[1], draft: texts[2], model: texts[3]?.slice(0, 350) },
    messages,
  );
}

function emptyChat(text: string) {
  return chatOf(text, {}, []);
}

function chatOf(title: string, fields: object, messages: { id?: string }[]) {
  const session = {
    id: crypto.randomUUID(),
    title: title.slice(0, 500),
    head_id: messages.at(-1)?.id ?? null,
    created_at: time(0),
    updated_at: time(messages.length),
    ...fields,
  };
  return { format: "chat-webui", version: 1, session, messages };
}
