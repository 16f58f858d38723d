/** The messages of an incoming chat as a tree: parents before children, or a word on why it is none. */
import { slices } from "@/lib/slices.ts";
import type { IncomingMessage } from "./incoming.ts";
import { RefusedChat } from "./refused.ts";

export const mostMessages = 100_000;

/**
 * In the order of the file, but for children that stand before their parents; with other work between. Throws
 * RefusedChat.
 */
export async function orderTree(messages: IncomingMessage[]): Promise<IncomingMessage[]> {
  if (messages.length > mostMessages) throw new RefusedChat("has more than 100,000 messages");
  const places = placesById(messages);
  const ordered: IncomingMessage[] = [];
  const placed = new Set<string>();
  const waiting = new Map<string, IncomingMessage[]>();
  const slice = slices();
  for (const [index, message] of messages.entries()) {
    await slice.pass();
    const { parentId } = message;
    if (parentId !== null && !places.has(parentId)) {
      throw new RefusedChat(`has a message (${index}) whose parent is not in the chat`);
    }
    if (parentId !== null && !placed.has(parentId)) {
      const siblings = waiting.get(parentId);
      if (siblings) siblings.push(message);
      else waiting.set(parentId, [message]);
      continue;
    }
    const next = [message];
    for (let placing; (placing = next.pop());) {
      ordered.push(placing);
      placed.add(placing.id);
      for (const child of (waiting.get(placing.id) ?? []).reverse()) next.push(child);
    }
  }
  if (ordered.length < messages.length) {
    const index = messages.findIndex((message) => !placed.has(message.id));
    throw new RefusedChat(`has messages that are each other's parents (message ${index} is one)`);
  }
  return ordered;
}

/** The current one: its both ends, and what it counts. */
export interface Branch {
  headId: string | null;
  rootId: string | null;
  messages: number;
  tokens: number;
}

/**
 * Marks the branch that ends with `headId`, without one the last message's of the branch that was looked at last;
 * marks that lead nowhere are taken away. `messages`: as ordered.
 */
export function markBranch(messages: IncomingMessage[], headId: string | null): Branch {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const lastChild = new Map<string | null, string>();
  for (const message of messages) {
    lastChild.set(message.parentId, message.id);
    const active = message.activeChildId === null ? undefined : byId.get(message.activeChildId);
    if (active?.parentId !== message.id) message.activeChildId = null;
  }
  let head = headId === null ? undefined : byId.get(headId);
  if (!head) {
    let id: string | undefined = lastChild.get(null);
    for (; id !== undefined; id = head.activeChildId ?? lastChild.get(id)) head = byId.get(id)!;
  }
  const branch: Branch = { headId: head?.id ?? null, rootId: null, messages: 0, tokens: 0 };
  for (let up = head; up; up = up.parentId === null ? undefined : byId.get(up.parentId)) {
    if (branch.rootId !== null) up.activeChildId = branch.rootId;
    branch.rootId = up.id;
    branch.messages++;
    branch.tokens += up.tokens;
  }
  return branch;
}

function placesById(messages: IncomingMessage[]): Map<string, number> {
  const places = new Map<string, number>();
  messages.forEach(({ id }, index) => {
    const before = places.get(id);
    if (before !== undefined) {
      throw new RefusedChat(`has the same id twice (messages ${before} and ${index})`);
    }
    places.set(id, index);
  });
  return places;
}
