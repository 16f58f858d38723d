import assert from "node:assert/strict";
import { ReplyLog } from "@/lib/chat/reply_log.ts";
import type { ChatEvent } from "@/lib/shared/chat.ts";

const start: ChatEvent = {
  event: "start",
  data: { session_id: "s", user_message_id: "u", message_id: "m", model: "x", created_at: "" },
};
const token = (text: string): ChatEvent => ({ event: "token", data: { text } });
const phase: ChatEvent = { event: "phase", data: { phase: "writing", expected_ms: null } };

function textOf(events: ChatEvent[]): string {
  return events.map((event) => event.event === "token" ? event.data.text : "").join("");
}

Deno.test("ReplyLog.since() gives what follows an event, numbered by one", () => {
  const log = new ReplyLog(100);
  [start, phase, token("a"), token("b")].forEach((event) => log.append(event));
  assert.deepEqual(log.since(0).map(({ id }) => id), [1, 2, 3, 4]);
  assert.deepEqual(log.since(3).map(({ id, event }) => [id, event]), [[4, "token"]]);
  assert.deepEqual(log.since(4), []);
});

Deno.test("ReplyLog.since() begins anew with start where events are no longer kept, and the ids still join", () => {
  const log = new ReplyLog(3);
  [start, phase, ...[..."abcdefgh"].map(token)].forEach((event) => log.append(event));
  for (const after of [0, 1, 6, 99]) {
    const events = log.since(after);
    assert.equal(events[0]!.event, "start", `after ${after}`);
    assert.equal(textOf(events), "abcdefgh");
    assert.equal(events.at(-1)!.id, log.lastId);
    assert.deepEqual(events.map(({ id }) => id), events.map((_, index) => events[0]!.id + index));
  }
  log.append(token("i"));
  assert.deepEqual(log.since(10).map(({ id }) => id), [11]);
});

Deno.test("ReplyLog.change() resolves with the next event and with the end", async () => {
  const log = new ReplyLog(10);
  const first = log.change();
  log.append(start);
  await first;
  const second = log.change();
  log.end();
  await second;
  await log.ended;
});
