/**
 * A chat from a file, whatever wrote it, as rows that can be stored.
 *
 * Of its messages only the places in the tree are there; the rest is read when it is stored.
 */
import { hash } from "node:crypto";
import type { MessageRow } from "@/lib/db/messages.ts";
import type { MetricsRow } from "@/lib/db/metrics.ts";
import type { PromptRow } from "@/lib/db/prompts.ts";
import type { SessionRow } from "@/lib/db/sessions.ts";
import { maxTitleLength, storable } from "@/lib/shared/text.ts";
import { RefusedChat } from "./refused.ts";

export interface IncomingHead {
  /** Branch and counts come from the messages. */
  session: Omit<SessionRow, "head_id" | "active_root_id" | "message_count" | "token_count">;
  /** The end of the current branch, where the file says it. */
  headId: string | null;
}

export interface IncomingChat extends IncomingHead {
  /** In any order. */
  messages: IncomingMessage[];
}

export interface IncomingMessage {
  id: string;
  parentId: string | null;
  /** The one that follows on the branch that was looked at last. */
  activeChildId: string | null;
  tokens: number;
  read: ReadMessage;
}

/** From the file, anew each time. Throws RefusedChat. */
export type ReadMessage = () => WholeMessage;

export interface WholeMessage {
  row: Omit<MessageRow, "seq" | "session_id">;
  /** Made one by one, as they are asked for. Each is `letGo()` after its use. */
  images: Iterable<Uint8Array<ArrayBuffer>>;
  metrics: Omit<MetricsRow, "message_id"> | null;
  prompt: Omit<PromptRow, "message_id"> | null;
}

/** Its memory is free at once: four images in a row are 80 MiB. */
export function letGo({ buffer }: Uint8Array<ArrayBuffer>): void {
  buffer.transfer(0);
}

/** A chat while it is gone through: its messages in any order, or nothing, so that others have a turn. */
export type ReadingChat = Generator<ReadMessage | void, IncomingHead, void>;

export const emptySession = {
  title_source: "user" as const,
  model: null,
  system_prompt: null,
  options: "{}",
  pinned: 0,
  archived: 0,
  unread: 0,
  draft: "",
};

export const emptyMessage = {
  active_child_id: null,
  sent_content: null,
  thinking: null,
  thinking_ms: null,
  tool_calls: null,
  model: null,
  status: "complete" as const,
  error_code: null,
  error_message: null,
  pinned: 0,
};

/** The same UUID (version 8) for the same names: importing again meets what was imported. */
export function deriveId(...names: string[]): string {
  const bytes = hash("sha256", JSON.stringify(names), "buffer").subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The same, each made once: of a chat every id is asked for several times. */
export function idDeriver(...names: string[]): (id: string) => string {
  const derived = new Map<string, string>();
  return (id) => {
    let found = derived.get(id);
    if (found === undefined) derived.set(id, found = deriveId(...names, id));
    return found;
  };
}

const maxTextLength = 8 * 1024 * 1024;
export const maxImageBytes = 20 * 1024 * 1024;

export function takeText(text: string, what: string): string {
  if (text.length > maxTextLength) throw new RefusedChat(`${what} is longer than 8 MiB`);
  return storable(text);
}

export function takeTitle(title: string): string {
  return storable(title).trim().slice(0, maxTitleLength).toWellFormed() || "Imported chat";
}

/** Of a model; null when there is none. */
export function takeName(name: string | null | undefined): string | null {
  return storable((name ?? "").trim().slice(0, 350)) || null;
}

/** Of tokens or milliseconds; null for what can be neither, and what sums of a chat's could not hold. */
export function takeCount(value: number | null | undefined): number | null {
  return value != null && value >= 0 && value <= mostCounted ? Math.round(value) : null;
}

const mostCounted = 1e12;
