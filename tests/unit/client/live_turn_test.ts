import assert from "node:assert/strict";
import { LiveTurn } from "@/lib/client/live_turn.ts";
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import type { Message } from "@/lib/shared/message.ts";

/** A page that has not come to draw yet. */
Object.assign(globalThis, { requestAnimationFrame: () => 1, cancelAnimationFrame: () => {} });

const created_at = "2026-11-24T12:00:00.000Z";
const start = {
  session_id: "session",
  user_message_id: "question",
  message_id: "reply",
  model: "guide:latest",
  created_at,
};
const done = {
  id: "reply",
  session_id: "session",
  parent_id: "question",
  role: "assistant",
  content: "Yes.",
  thinking: null,
  model: "guide:latest",
  status: "complete",
  error: null,
  pinned: false,
  variant: { index: 0, count: 1 },
  metrics: null,
  created_at,
  updated_at: created_at,
} satisfies Message;

Deno.test("a reply that is done before its first frame leaves its question with its own id", () => {
  const turn = new LiveTurn({ replyId: "reply", content: "Well?" }, { sessionId: null, model: null });
  const events: NumberedEvent[] = [
    { id: 1, event: "start", data: start },
    { id: 2, event: "token", data: { text: "Yes." } },
    { id: 3, event: "done", data: { message: done } },
  ];
  for (const event of events) turn.take(event);
  assert.deepEqual(turn.ids, ["question", "reply"]);
  assert.equal(turn.view.value.question?.session_id, "session");
});
