import assert from "node:assert/strict";
import { askedTurn, nextTurn, type Turn } from "@/lib/client/turns.ts";
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import type { Message } from "@/lib/shared/message.ts";

const start: NumberedEvent = {
  id: 1,
  event: "start",
  data: {
    session_id: "s",
    user_message_id: "u",
    message_id: "r",
    model: "m",
    created_at: "2026-01-01T00:00:00.000Z",
  },
};
const events: NumberedEvent[] = [
  start,
  { id: 2, event: "phase", data: { phase: "loading", expected_ms: 12_000 } },
  { id: 3, event: "phase", data: { phase: "thinking", expected_ms: null } },
  { id: 4, event: "thinking", data: { text: "Hm" } },
  { id: 5, event: "thinking", data: { text: "m." } },
  { id: 6, event: "phase", data: { phase: "writing", expected_ms: null } },
  { id: 7, event: "token", data: { text: "Hel" } },
  { id: 8, event: "token", data: { text: "lo" } },
  {
    id: 9,
    event: "metrics",
    data: { completion_tokens: 2, tokens_per_second: 9, elapsed_ms: 5, time_to_first_token_ms: 3 },
  },
];

Deno.test("nextTurn() joins the pieces of text and thinking", () => {
  const turn = follow(events);
  assert.ok(turn.state === "running");
  assert.equal(turn.content, "Hello");
  assert.equal(turn.thinking, "Hmm.");
  assert.equal(turn.phase, "writing");
  assert.equal(turn.metrics?.tokens_per_second, 9);
});

Deno.test("nextTurn() keeps the expected time of the phase it is in", () => {
  const turn = follow(events.slice(0, 2));
  assert.ok(turn.state === "running");
  assert.deepEqual([turn.phase, turn.expectedMs], ["loading", 12_000]);
});

Deno.test("nextTurn() ignores events that came already", () => {
  assert.deepEqual(follow([...events, ...events.slice(3)]), follow(events));
});

Deno.test("nextTurn() drops what it had when it sees start again", () => {
  const turn = follow([...events, start, { id: 2, event: "token", data: { text: "Anew" } }]);
  assert.ok(turn.state === "running");
  assert.deepEqual([turn.content, turn.thinking, turn.edition], ["Anew", "", 2]);
});

Deno.test("nextTurn() ends with the stored message", () => {
  const message = { id: "r", content: "Hello" } as Message;
  assert.deepEqual(follow([...events, { id: 10, event: "done", data: { message } }]), {
    state: "done",
    message,
  });
});

Deno.test("nextTurn() keeps the text of a reply that failed", () => {
  const failed = follow([...events, {
    id: 10,
    event: "error",
    data: { code: "ollama_timeout", message: "Silent.", message_id: "r" },
  }]);
  assert.ok(failed.state === "failed");
  assert.deepEqual([failed.content, failed.error], ["Hello", { code: "ollama_timeout", message: "Silent." }]);
});

Deno.test("nextTurn() hears nothing before start and after the end", () => {
  assert.equal(nextTurn(askedTurn, events[6]!), askedTurn);
  const done = follow([...events, { id: 10, event: "done", data: { message: {} as Message } }]);
  assert.equal(nextTurn(done, { id: 11, event: "token", data: { text: "late" } }), done);
});

function follow(events: NumberedEvent[]): Turn {
  return events.reduce(nextTurn, askedTurn);
}
