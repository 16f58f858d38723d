/**
 * What the islands say to each other, as typed events on the document.
 *
 * They share no signal and no module state: a keystroke in the composer cannot redraw the transcript.
 */
import type { ChatRequest } from "@/lib/shared/chat.ts";
import type { TurnEvent } from "./follow_reply.ts";
import type { SessionNews } from "./session_feed.ts";

export interface PageEvents {
  /** The reader wants an answer; the transcript follows it. */
  "turn:ask": ChatRequest & { message_id: string };
  "turn:begin": TurnBegin;
  "turn:event": TurnEvent;
  /** The reply has its last event, or was given up. `refusal`: why it never began. */
  "turn:end": { refusal: Error | null };
  "session:news": SessionNews;
  /** The new chat has got its id. */
  "session:open": { id: string };
  "model:use": { name: string };
  "message:edit-last": null;
  /** Where what is typed begins and ends in the context: shares of it, and a guess. */
  "composer:share": { from: number; to: number };
  toast: { text: string };
}

export interface TurnBegin {
  /** Null until `start` when the server names it. */
  replyId: string | null;
  /** The reader's text, or null when an old question is answered. */
  content: string | null;
  /** How many came with it. */
  images?: number;
  /** The article whose place the reply takes: at once, or when it has as much to show. */
  replaces?: { id: string; when: "now" | "caught-up" };
}

export function tell<Name extends keyof PageEvents>(name: Name, detail: PageEvents[Name]): void {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

/** Returns what ends the listening. */
export function hear<Name extends keyof PageEvents>(
  name: Name,
  listener: (detail: PageEvents[Name]) => void,
): () => void {
  const listen = (event: Event) => listener((event as CustomEvent<PageEvents[Name]>).detail);
  document.addEventListener(name, listen);
  return () => document.removeEventListener(name, listen);
}
