/**
 * A conversation of ChatGPT's `conversations.json` as an incoming chat.
 *
 * There a reply is a row of nodes: thoughts, calls of tools, text. Thoughts become the thinking of the reply after
 * them; nodes without anything to read (the root, hidden ones, the "thought for" note) are left out and their
 * children go to the node before. Images are only named in the file: a line says that there was one.
 */
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import type { ChatJson } from "./chat_json.ts";
import { isRead, type Read, readMessage, type Thoughts } from "./chatgpt_node.ts";
import {
  deriveId,
  emptyMessage,
  emptySession,
  type ReadingChat,
  type ReadMessage,
  takeTitle,
} from "./incoming.ts";
import { isRecord, type Json, listAt, recordAt, textAt, timeAt } from "./loose.ts";
import { RefusedChat } from "./refused.ts";
import { mostMessages } from "./tree.ts";

export function isChatGpt(value: Json): boolean {
  return recordAt(value, "mapping") !== undefined;
}

export function* readChatGpt(value: Json, part: ChatJson["part"]): ReadingChat {
  const mapping = recordAt(value, "mapping")!;
  const key = textAt(value, "conversation_id") ?? textAt(value, "id") ??
    deriveId("chatgpt", textAt(value, "title") ?? "", Object.keys(mapping).toSorted().join("\n"));
  const created = timeAt(value, "create_time");
  const roots = yield* findRoots(mapping, part);
  const { ends, first } = yield* readNodes(roots, { key, part, created: created ?? 0 });
  if (ends.size < Object.keys(mapping).length) {
    throw new RefusedChat("has nodes that are each other's parents");
  }
  const createdAt = created ?? first ?? 0;
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
  };
}

interface Node {
  id: string;
  /** With which its part of the file is read. */
  number: number;
  children: Node[];
}

/** The roots, each with those below it. Siblings in the order in which their parent names them. */
function* findRoots(mapping: Json, part: ChatJson["part"]): Generator<void, Node[], void> {
  const entries = Object.entries(mapping) as [string, number][];
  if (entries.length > 2 * mostMessages) throw new RefusedChat("has more than 100,000 messages");
  const nodes = new Map(entries.map(([id, number]) => [id, { id, number, children: [] } as Node]));
  const named = new Map<Node, unknown[]>();
  const roots: Node[] = [];
  for (const node of nodes.values()) {
    const value = readNode(node, part);
    const parentId = textAt(value, "parent");
    const parent = parentId === undefined ? undefined : nodes.get(parentId);
    if (parentId !== undefined && !parent) {
      throw new RefusedChat(`has a node "${node.id.slice(0, 60)}" whose parent is not in the chat`);
    }
    (parent?.children ?? roots).push(node);
    const children = listAt(value, "children");
    if (children.length > 1) named.set(node, children);
    yield;
  }
  for (const [node, children] of named) {
    const places = new Map(children.map((id, index) => [id, index]));
    node.children.sort((a, b) => (places.get(a.id) ?? Infinity) - (places.get(b.id) ?? Infinity) || 0);
  }
  return roots;
}

function readNode({ id, number }: Node, part: ChatJson["part"]): Json {
  const value = part(number);
  if (!isRecord(value)) throw new RefusedChat(`has a node "${id.slice(0, 60)}" that is no object`);
  return value;
}

/** What was read on the way down to a node: the last message that is kept, and thoughts that wait for their reply. */
interface Above {
  messageId: string | null;
  thoughts: Thoughts | null;
  thoughtNodes: Node[];
}

const nothing: Above = { messageId: null, thoughts: null, thoughtNodes: [] };

interface Reading {
  key: string;
  part: ChatJson["part"];
  /** Of the chat. */
  created: number;
}

/** Parents first. Gives the last kept message on the way to each node, and when the first ones were written. */
function* readNodes(roots: Node[], { key, part, created }: Reading) {
  const ends = new Map<string, string | null>();
  const next = roots.toReversed().map((node) => ({ node, above: nothing }));
  let [createdAt, first] = [created, Infinity];
  for (let messages = 0, placed; (placed = next.pop());) {
    const { node, above } = placed;
    const value = readNode(node, part);
    const read = readMessage(value, above.thoughts);
    const below = descend(above, node, { read, key });
    ends.set(node.id, below.messageId);
    for (const child of node.children.toReversed()) next.push({ node: child, above: below });
    if (!isRead(read)) {
      yield;
      continue;
    }
    createdAt = timeAt(recordAt(value, "message")!, "create_time") ?? createdAt;
    if (messages++ < 1000) first = Math.min(first, createdAt);
    yield toMessage(node, { above, id: below.messageId!, part, createdAt });
  }
  return { ends, first: Number.isFinite(first) ? first : undefined };
}

function descend(above: Above, node: Node, { read, key }: { read?: Read | Thoughts; key: string }): Above {
  if (!read) return above;
  if (isRead(read)) return { ...nothing, messageId: deriveId("chatgpt", key, node.id) };
  if (above.thoughtNodes.length === mostThoughts) {
    throw new RefusedChat("has more than 1,000 thoughts in a row");
  }
  return { ...above, thoughts: read, thoughtNodes: [...above.thoughtNodes, node] };
}

const mostThoughts = 1000;

interface Placed {
  above: Above;
  id: string;
  part: ChatJson["part"];
  createdAt: number;
}

/** Thoughts are read again with it: kept, those of a whole chat would be too many. */
function toMessage(node: Node, { above, id, part, createdAt }: Placed): ReadMessage {
  const { messageId, thoughtNodes } = above;
  return () => {
    const read = (node: Node, thoughts: Thoughts | null) => readMessage(readNode(node, part), thoughts);
    const thoughts = thoughtNodes.reduce<Thoughts | null>(
      (thoughts, node) => read(node, thoughts) as Thoughts,
      null,
    );
    const value = readNode(node, part);
    const { row } = readMessage(value, thoughts) as Read;
    const updatedAt = timeAt(recordAt(value, "message")!, "update_time") ?? createdAt;
    const place = { id, parent_id: messageId, created_at: createdAt, updated_at: updatedAt };
    return { row: { ...emptyMessage, ...row, ...place }, images: [], metrics: null, prompt: null };
  };
}
