/**
 * What is known of the live reply, event by event. Pure: the same events give the same turn.
 *
 * A reader that sees `start` again drops what it had; an event that came already is ignored.
 */
import type { LiveMetrics, NumberedEvent, Phase, StartData } from "@/lib/shared/chat.ts";
import type { ReplyError } from "@/lib/shared/error.ts";
import type { Message } from "@/lib/shared/message.ts";

export type Turn =
  | { state: "asked" }
  | ({ state: "running" } & Reply)
  | { state: "done"; message: Message }
  | ({ state: "failed"; error: ReplyError } & Reply);

export interface Reply {
  start: StartData;
  lastId: number;
  /** Raised by each `start`: what was drawn of an earlier one is void. */
  edition: number;
  phase: Phase;
  expectedMs: number | null;
  thinking: string;
  content: string;
  metrics: LiveMetrics | null;
}

export const askedTurn: Turn = { state: "asked" };

export function nextTurn(turn: Turn, event: NumberedEvent): Turn {
  if (event.event === "start") return startedTurn(turn, event.id, event.data);
  if (turn.state !== "running" || event.id <= turn.lastId) return turn;
  const reply = { ...turn, lastId: event.id };
  switch (event.event) {
    case "phase":
      return { ...reply, phase: event.data.phase, expectedMs: event.data.expected_ms };
    case "thinking":
      return { ...reply, thinking: turn.thinking + event.data.text };
    case "token":
      return { ...reply, content: turn.content + event.data.text };
    case "metrics":
      return { ...reply, metrics: event.data };
    case "done":
      return { state: "done", message: event.data.message };
    case "error":
      return { ...reply, state: "failed", error: { code: event.data.code, message: event.data.message } };
  }
}

function startedTurn(turn: Turn, lastId: number, start: StartData): Turn {
  const edition = "edition" in turn ? turn.edition + 1 : 1;
  return {
    state: "running",
    start,
    lastId,
    edition,
    phase: "queued",
    expectedMs: null,
    thinking: "",
    content: "",
    metrics: null,
  };
}
