/** One item of an import file, from its text to an incoming chat; who wrote it shows in its shape. */
import { turns } from "@/lib/turns.ts";
import { type IncomingChat, type IncomingMessage, type ReadingChat, RefusedChat } from "./incoming.ts";
import { isRecord, type Json } from "./loose.ts";
import { isChatGpt, readChatGpt } from "./read_chatgpt.ts";
import { isOpenWebUi, readOpenWebUi } from "./read_open_webui.ts";
import { isOwnExport, readOwn } from "./read_own.ts";

/** Not even the shape is one that is known. */
export class UnknownChat extends RefusedChat {
  override name = "UnknownChat";
}

/** With other work between its messages. Throws RefusedChat, UnknownChat where nothing about it is known. */
export async function readChat(text: string): Promise<IncomingChat> {
  const reading = open(text);
  text = ""; // as long as the chat itself: not kept while its messages are read
  const turn = turns();
  const messages: IncomingMessage[] = [];
  for (const message of reading.messages) {
    messages.push(message);
    await turn.pass();
  }
  return { ...reading, messages };
}

function open(text: string): ReadingChat {
  const value = parse(text);
  const reader = isRecord(value) ? readers.find(({ isMeant }) => isMeant(value)) : undefined;
  if (!reader) throw new UnknownChat("is no chat of Chat WebUI, ChatGPT or Open WebUI");
  return reader.read(value as Json);
}

const readers: { isMeant: (value: Json) => boolean; read: (value: Json) => ReadingChat }[] = [
  { isMeant: isOwnExport, read: readOwn },
  { isMeant: isChatGpt, read: readChatGpt },
  { isMeant: isOpenWebUi, read: readOpenWebUi },
];

function parse(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnknownChat("is not valid JSON");
  }
  // The word alone may stand in a message; as a key nobody writes it without meaning harm.
  if (/__proto__|\\u005f/i.test(text) && hasPrototypeKey(value)) throw new UnknownChat("has a key __proto__");
  return value;
}

function hasPrototypeKey(value: unknown): boolean {
  const next = [value];
  while (next.length > 0) {
    const found = next.pop();
    if (typeof found !== "object" || found === null) continue;
    if (!Array.isArray(found) && Object.hasOwn(found, "__proto__")) return true;
    for (const inner of Object.values(found)) next.push(inner);
  }
  return false;
}
