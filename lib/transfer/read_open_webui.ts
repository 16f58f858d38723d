/**
 * A chat of Open WebUI's export as an incoming chat.
 *
 * Its reasoning stands in the content as a `details` element and becomes the thinking; images come as data URLs.
 */
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import { storable } from "@/lib/shared/text.ts";
import type { ChatJson } from "./chat_json.ts";
import {
  deriveId,
  emptyMessage,
  emptySession,
  idDeriver,
  maxImageBytes,
  type ReadingChat,
  takeCount,
  takeName,
  takeText,
  takeTitle,
  type WholeMessage,
} from "./incoming.ts";
import { isText, readBase64, readHead } from "./long_text.ts";
import { isRecord, type Json, listAt, numberAt, recordAt, textAt, timeAt } from "./loose.ts";
import { RefusedChat } from "./refused.ts";
import { mostMessages } from "./tree.ts";

export function isOpenWebUi(value: Json): boolean {
  const chat = recordAt(value, "chat") ?? value;
  return recordAt(recordAt(chat, "history") ?? {}, "messages") !== undefined ||
    (recordAt(value, "chat") !== undefined && Array.isArray(chat.messages));
}

export function* readOpenWebUi(value: Json, part: ChatJson["part"]): ReadingChat {
  const chat = recordAt(value, "chat") ?? value;
  const history = recordAt(chat, "history") ?? {};
  const nodes = recordAt(history, "messages");
  const list = nodes ? toNodes(nodes) : yield* readLinear(listAt(chat, "messages"), part);
  if (list.length > mostMessages) throw new RefusedChat("has more than 100,000 messages");
  const title = textAt(value, "title") ?? textAt(chat, "title") ?? "";
  const key = textAt(value, "id") ?? textAt(chat, "id") ??
    deriveId("open-webui", title, list.map(({ id }) => id).join("\n"));
  const createdAt = timeAt(value, "created_at") ?? timeAt(chat, "timestamp") ?? 0;
  const toId = idDeriver("open-webui", key);
  const current = textAt(history, "currentId");
  const model = listAt(chat, "models").find((name) => typeof name === "string" && name !== "") as
    | string
    | undefined;
  for (const node of list) yield () => readMessage(node, { part, toId, createdAt });
  return {
    session: {
      ...emptySession,
      id: deriveId("open-webui", key),
      title: takeTitle(title),
      model: takeName(model),
      system_prompt: takeText(textAt(recordAt(chat, "params") ?? {}, "system") ?? "", "the system prompt") ||
        null,
      options: JSON.stringify(noPromptOptions),
      pinned: Number(value.pinned === true),
      archived: Number(value.archived === true),
      created_at: createdAt,
      updated_at: timeAt(value, "updated_at") ?? createdAt,
    },
    headId: current === undefined ? null : toId(current),
  };
}

interface Node {
  id: string;
  number: number;
  /** Undefined when it is in the message. */
  parentId?: string | null;
}

function toNodes(nodes: Json): Node[] {
  return Object.entries(nodes).map(([id, number]) => ({ id, number: number as number }));
}

/** Old exports have one branch as a list, without parents. */
function* readLinear(messages: unknown[], part: ChatJson["part"]): Generator<void, Node[], void> {
  const nodes: Node[] = [];
  for (const [index, number] of messages.entries()) {
    const message = part(number as number);
    const id = isRecord(message) && textAt(message, "id") || `message ${index}`;
    nodes.push({ id, number: number as number, parentId: nodes.at(-1)?.id ?? null });
    yield;
  }
  return nodes;
}

interface Reading {
  part: ChatJson["part"];
  toId: (id: string) => string;
  createdAt: number;
}

function readMessage(node: Node, { part, toId, createdAt }: Reading): WholeMessage {
  const { id } = node;
  const message = part(node.number);
  if (!isRecord(message)) throw new RefusedChat(`has a message "${id.slice(0, 60)}" that is no object`);
  const role = textAt(message, "role");
  if (role !== "user" && role !== "assistant" && role !== "system" && role !== "tool") {
    throw new RefusedChat(`has a message by "${(role ?? "nobody").slice(0, 40)}"`);
  }
  const isReply = role === "assistant";
  const text = takeText(readText(message), "a message");
  const { content, thinking, thinkingMs } = isReply ? splitReasoning(text) : { content: text, ...noThinking };
  const time = timeAt(message, "timestamp") ?? createdAt;
  const parentId = node.parentId === undefined ? textAt(message, "parentId") ?? null : node.parentId;
  return {
    row: {
      ...emptyMessage,
      id: toId(id),
      parent_id: parentId === null ? null : toId(parentId),
      role,
      content,
      thinking,
      thinking_ms: takeCount(thinkingMs),
      model: isReply ? takeName(textAt(message, "model")) : null,
      ...readStatus(message, isReply),
      created_at: time,
      updated_at: time,
    },
    images: readImages(message),
    metrics: isReply ? readMetrics(message) : null,
    prompt: null,
  };
}

/** A text, or parts as OpenAI has them. */
function readText(message: Json): string {
  const parts = listAt(message, "content").filter(isRecord).map((part) => textAt(part, "text") ?? "");
  return textAt(message, "content") ?? parts.join("\n\n");
}

const noThinking = { thinking: null, thinkingMs: null };
const reasoning =
  /<details type="reasoning"([^>]*)>\s*(?:<summary>[^<]*<\/summary>)?([\s\S]*?)<\/details>\s*/g;
const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", amp: "&" };

function splitReasoning(text: string) {
  if (!text.includes('<details type="reasoning"')) return { content: text, ...noThinking };
  const thoughts: string[] = [];
  let seconds = 0;
  const content = text.replace(reasoning, (_, attributes: string, body: string) => {
    thoughts.push(
      body.trim().replace(/^(?:>|&gt;) ?/gm, "").replace(/&(lt|gt|quot|#39|#x27|amp);/g, unescape),
    );
    seconds += Number(/duration="(\d+)"/.exec(attributes)?.[1] ?? 0);
    return "";
  });
  return {
    content,
    thinking: thoughts.join("\n\n") || null,
    thinkingMs: seconds > 0 ? seconds * 1000 : null,
  };
}

function unescape(_: string, name: string): string {
  return entities[name]!;
}

function readStatus(message: Json, isReply: boolean) {
  const { error } = message;
  if (error) {
    const words = isRecord(error) ? textAt(error, "content") ?? textAt(error, "message") : undefined;
    return {
      status: "failed" as const,
      error_code: "internal" as const,
      error_message: storable((words ?? "It failed in Open WebUI.").slice(0, 2000)),
    };
  }
  return { status: isReply && message.done === false ? "interrupted" as const : "complete" as const };
}

function* readImages(message: Json): Generator<Uint8Array<ArrayBuffer>> {
  for (const file of listAt(message, "files")) {
    if (!isRecord(file) || textAt(file, "type") !== "image" || !isText(file.url)) continue;
    const [head] = /^data:image\/[a-z0-9.+-]+;base64,/.exec(readHead(file.url, 100)) ?? [];
    if (head === undefined) continue; // kept on its server: only its address is in the file
    const bytes = readBase64(file.url, head.length);
    if (bytes.length > maxImageBytes) throw new RefusedChat("has an image that is larger than 20 MiB");
    if (bytes.length > 0) yield bytes;
  }
}

/** As Ollama gave them: durations in nanoseconds. */
function readMetrics(message: Json): WholeMessage["metrics"] {
  const usage = recordAt(message, "usage") ?? recordAt(message, "info") ?? {};
  const count = (key: string) => takeCount(numberAt(usage, key));
  const ms = (key: string) => {
    const found = numberAt(usage, key);
    return found === undefined || found < 0 ? null : found / 1_000_000;
  };
  const completion = count("eval_count") ?? count("completion_tokens");
  if (completion === null) return null;
  return {
    prompt_tokens: count("prompt_eval_count") ?? count("prompt_tokens"),
    completion_tokens: completion,
    time_to_first_token_ms: null,
    load_ms: ms("load_duration"),
    prompt_eval_ms: ms("prompt_eval_duration"),
    eval_ms: ms("eval_duration"),
    total_ms: ms("total_duration"),
    done_reason: null,
    context_window: null,
    context_used: null,
    truncated: null,
  };
}
