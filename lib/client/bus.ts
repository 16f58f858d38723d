/**
 * What the islands say to each other, as typed events on the document.
 *
 * They share no signal and no module state: a keystroke in the composer cannot redraw the transcript.
 */
import type { TurnEvent } from "./follow_reply.ts";

export interface PageEvents {
  /** A reply is about to be asked for. `content` is the reader's text, null when an old question is answered. */
  "turn:begin": { replyId: string | null; content: string | null };
  "turn:event": TurnEvent;
  /** The reply has its last event, or was given up. `refusal`: nothing was stored. */
  "turn:end": { refusal: Error | null };
  /** Something outside the live reply changed on the server. */
  "transcript:stale": { from: "here" | "elsewhere" };
  "model:use": { name: string };
  "composer:focus": undefined;
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
