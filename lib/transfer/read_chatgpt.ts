/**
 * A conversation of ChatGPT's `conversations.json` as an incoming chat.
 *
 * There a reply is a row of nodes: thoughts, calls of tools, text. Thoughts become the thinking of the reply after
 * them; nodes without anything to read (the root, hidden ones, the "thought for" note) are left out and their
 * children go to the node before. Images are only named in the file: a line says that there was one.
 */
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import {
  deriveId,
  emptyMessage,
  emptySession,
  type IncomingChat,
  type IncomingMessage,
  RefusedChat,
  takeCount,
  takeName,
  takeText,
  takeTitle,
} from "./incoming.ts";
import { mostMessages } from "./tree.ts";
import { isRecord, type Json, listAt, numberAt, recordAt, textAt, timeAt } from "./loose.ts";

export function isChatGpt(value: Json): boolean {
  return recordAt(value, "mapping") !== undefined;
}

export function readChatGpt(value: Json): IncomingChat {
  const mapping = recordAt(value, "mapping")!;
  const key = textAt(value, "conversation_id") ?? textAt(value, "id") ??
    deriveId("chatgpt", textAt(value, "title") ?? "", Object.keys(mapping).toSorted().join("\n"));
  const created = timeAt(value, "create_time");
  const { messages, ends } = readNodes(mapping, { key, created: created ?? 0 });
  const first = Math.min(...messages.slice(0, 1000).map(({ row }) => row.created_at), Infinity);
  const createdAt = created ?? (Number.isFinite(first) ? first : 0);
  const current = textAt(value, "current_node");
  return {
    session: {
      ...emptySession,
      id: deriveId("chatgpt", key),
      title: takeTitle(textAt(value, "title") ?? ""),
      options: JSON.stringify(noPromptOptions),
      pinned: Number(value.is_starred === true),
      archived: Number(value.is_archived === true),
      created_at: createdAt,
      updated_at: timeAt(value, "update_time") ?? createdAt,
    },
    headId: current === undefined ? null : ends.get(current) ?? null,
    messages,
  };
}

interface Node {
  id: string;
  parentId: string | null;
  message: Json | undefined;
}

/** What was read on the way down to a node: the last message that is kept, and thoughts that wait for their reply. */
interface Above {
  messageId: string | null;
  thoughts: Thoughts | null;
}

interface Thoughts {
  text: string;
  ms: number | null;
}

function readNodes(mapping: Json, { key, created }: { key: string; created: number }) {
  const messages: IncomingMessage[] = [];
  const ends = new Map<string, string | null>();
  const above = new Map<string, Above>();
  for (const node of parentsFirst(mapping)) {
    const before = node.parentId === null ? nothing : above.get(node.parentId)!;
    const read = node.message && readMessage(node.message, before, mapping[node.id] as Json);
    const next: Above = read && "row" in read
      ? { messageId: deriveId("chatgpt", key, node.id), thoughts: null }
      : { messageId: before.messageId, thoughts: read && "text" in read ? read : before.thoughts };
    above.set(node.id, next);
    ends.set(node.id, next.messageId);
    if (!read || !("row" in read)) continue;
    const time = node.message && timeAt(node.message, "create_time");
    const createdAt = time ?? messages.at(-1)?.row.created_at ?? created;
    messages.push({
      row: {
        ...emptyMessage,
        ...read.row,
        id: next.messageId!,
        parent_id: before.messageId,
        created_at: createdAt,
        updated_at: (node.message && timeAt(node.message, "update_time")) ?? createdAt,
      },
      images: [],
      metrics: null,
      prompt: null,
    });
  }
  return { messages, ends };
}

const nothing: Above = { messageId: null, thoughts: null };

/** Siblings in the order in which their parent names them. Throws RefusedChat. */
function parentsFirst(mapping: Json): Node[] {
  if (Object.keys(mapping).length > 2 * mostMessages) throw new RefusedChat("has more than 100,000 messages");
  const children = new Map<string | null, Node[]>();
  for (const [id, value] of Object.entries(mapping)) {
    if (!isRecord(value)) throw new RefusedChat(`has a node "${id.slice(0, 60)}" that is no object`);
    const parentId = textAt(value, "parent") ?? null;
    if (parentId !== null && !Object.hasOwn(mapping, parentId)) {
      throw new RefusedChat(`has a node "${id.slice(0, 60)}" whose parent is not in the chat`);
    }
    const node = { id, parentId, message: recordAt(value, "message") };
    const siblings = children.get(parentId);
    if (siblings) siblings.push(node);
    else children.set(parentId, [node]);
  }
  const ordered: Node[] = [];
  const next = [...(children.get(null) ?? [])].reverse();
  for (let node; (node = next.pop());) {
    ordered.push(node);
    for (const child of named(mapping[node.id] as Json, children.get(node.id) ?? []).reverse()) {
      next.push(child);
    }
  }
  if (ordered.length < Object.keys(mapping).length) {
    throw new RefusedChat("has nodes that are each other's parents");
  }
  return ordered;
}

function named(value: Json, children: Node[]): Node[] {
  const places = new Map(listAt(value, "children").map((id, index) => [id, index]));
  return children.toSorted((a, b) => (places.get(a.id) ?? Infinity) - (places.get(b.id) ?? Infinity) || 0);
}

type Read = {
  row: Pick<IncomingMessage["row"], "role" | "content" | "thinking" | "thinking_ms" | "model" | "status">;
};

/** A message, thoughts for the next one, or nothing. */
function readMessage(message: Json, { thoughts }: Above, node: Json): Read | Thoughts | undefined {
  const metadata = recordAt(message, "metadata") ?? {};
  if (metadata.is_visually_hidden_from_conversation === true) return;
  const content = recordAt(message, "content") ?? {};
  const kind = textAt(content, "content_type");
  const ms = takeCount((numberAt(metadata, "finished_duration_sec") ?? NaN) * 1000);
  if (kind === "reasoning_recap") return thoughts ? { ...thoughts, ms: ms ?? thoughts.ms } : undefined;
  const isLast = listAt(node, "children").length === 0;
  const thought = kind === "thoughts" ? join(thoughts?.text, readThoughts(content)) : undefined;
  if (thought !== undefined && !isLast) return { text: thought, ms: ms ?? thoughts?.ms ?? null };
  const text = kind === "thoughts" ? "" : takeText(readText(content, kind), "a message");
  if (text.trim() === "" && !thought) return;
  const role = roleOf(message);
  const isReply = role === "assistant";
  return {
    row: {
      role,
      content: text,
      thinking: isReply ? takeText(thought ?? thoughts?.text ?? "", "a thought") || null : null,
      thinking_ms: isReply ? thoughts?.ms ?? null : null,
      model: isReply ? takeName(textAt(metadata, "model_slug")) : null,
      status: textAt(message, "status") === "in_progress" ? "interrupted" : "complete",
    },
  };
}

function roleOf(message: Json): Read["row"]["role"] {
  const role = textAt(recordAt(message, "author") ?? {}, "role");
  if (role === "user" || role === "assistant" || role === "system" || role === "tool") return role;
  throw new RefusedChat(`has a message by "${(role ?? "nobody").slice(0, 40)}"`);
}

function readText(content: Json, kind: string | undefined): string {
  if (kind === "user_editable_context" || kind === "model_editable_context") return "";
  const parts = listAt(content, "parts").map(readPart).filter((part) => part !== "");
  if (parts.length > 0) return parts.join("\n\n");
  const text = textAt(content, "text") ?? textAt(content, "result") ?? textAt(content, "content") ?? "";
  if (kind !== "code" && kind !== "execution_output" || text.trim() === "") return text;
  const language = textAt(content, "language");
  return `\`\`\`${language && language !== "unknown" ? language : ""}\n${text}\n\`\`\``;
}

function readPart(part: unknown): string {
  if (typeof part === "string") return part;
  if (!isRecord(part)) return "";
  const kind = textAt(part, "content_type") ?? "";
  if (kind.endsWith("_pointer")) return kind.startsWith("image") ? "*(image, not in the export)*" : "";
  return textAt(part, "text") ?? "";
}

function readThoughts(content: Json): string {
  return listAt(content, "thoughts").filter(isRecord)
    .map((thought) => textAt(thought, "content") ?? textAt(thought, "summary") ?? "")
    .filter((text) => text !== "").join("\n\n");
}

function join(before: string | undefined, text: string): string {
  return [before ?? "", text].filter((part) => part !== "").join("\n\n");
}
