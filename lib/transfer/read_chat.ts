/** One item of an import file, from its bytes to an incoming chat; who wrote it shows in its shape. */
import { type Slices, slices } from "@/lib/slices.ts";
import { type ChatJson, openChat } from "./chat_json.ts";
import {
  type IncomingChat,
  type IncomingMessage,
  letGo,
  type ReadingChat,
  type ReadMessage,
} from "./incoming.ts";
import { isRecord, type Json } from "./loose.ts";
import type { Place } from "./places.ts";
import { isChatGpt, readChatGpt } from "./read_chatgpt.ts";
import { isOpenWebUi, readOpenWebUi } from "./read_open_webui.ts";
import { isOwnExport, readOwn } from "./read_own.ts";
import { UnknownChat } from "./refused.ts";
import type { Source } from "./source.ts";

/**
 * With other work between its messages, each of which is read once to see that it can be. Throws RefusedChat,
 * UnknownChat where nothing about it is known.
 */
export async function readChat(source: Source, place: Place): Promise<IncomingChat> {
  const json = await openChat(source, place);
  const { value } = json;
  const reader = isRecord(value) ? readers.find(({ isMeant }) => isMeant(value)) : undefined;
  if (!reader) throw new UnknownChat("is no chat of Chat WebUI, ChatGPT or Open WebUI");
  const reading = reader.read(value as Json, json.part);
  const messages: IncomingMessage[] = [];
  const slice = slices();
  while (true) {
    const step = reading.next();
    if (step.done) return { ...step.value, messages };
    if (step.value) messages.push(await toIncoming(step.value, slice));
    await slice.pass();
  }
}

interface Reader {
  isMeant: (value: Json) => boolean;
  read: (value: Json, part: ChatJson["part"]) => ReadingChat;
}

const readers: Reader[] = [
  { isMeant: isOwnExport, read: readOwn },
  { isMeant: isChatGpt, read: readChatGpt },
  { isMeant: isOpenWebUi, read: readOpenWebUi },
];

async function toIncoming(read: ReadMessage, slice: Slices): Promise<IncomingMessage> {
  const { row, images, metrics } = read();
  for (const image of images) {
    letGo(image); // it is seen to be one
    await slice.pass();
  }
  return {
    id: row.id,
    parentId: row.parent_id,
    activeChildId: row.active_child_id,
    tokens: metrics?.completion_tokens ?? 0,
    read,
  };
}
