import assert from "node:assert/strict";
import { axisFor } from "@/components/metrics/axis.ts";
import { median, summariseMetrics } from "@/lib/metrics/summary.ts";
import { insertMessage } from "@/lib/db/messages.ts";
import { selectReplyCosts, sumReplies } from "@/lib/db/metrics_summary.ts";
import { upsertMetrics } from "@/lib/db/metrics.ts";
import { createSession } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

const noon = new Date(2026, 10, 24, 12).getTime();
const day = 86_400_000;

function addReply(deps: Deps, said: { model: string; daysAgo: number; speed: number; loadMs?: number }) {
  const id = deps.newId();
  const session_id = createSession(deps, {}).id;
  deps.db.transaction(() => {
    insertMessage(deps.db, {
      id,
      session_id,
      parent_id: null,
      role: "assistant",
      content: "x",
      model: said.model,
      status: "complete",
      created_at: noon - said.daysAgo * day,
    });
    upsertMetrics(deps.db, {
      message_id: id,
      prompt_tokens: 10,
      completion_tokens: said.speed,
      eval_ms: 1000,
      time_to_first_token_ms: 200,
      load_ms: said.loadMs ?? 5,
      prompt_eval_ms: null,
      total_ms: null,
      done_reason: "stop",
      context_window: null,
      context_used: null,
      truncated: 0,
    });
  });
}

Deno.test("summariseMetrics() has medians per model and day, and loads only where something was loaded", async () => {
  await using test = await testDeps({ now: () => noon });
  const { deps } = test;
  for (const speed of [10, 20, 90]) addReply(deps, { model: "a", daysAgo: 0, speed });
  addReply(deps, { model: "a", daysAgo: 3, speed: 40, loadMs: 3000 });
  addReply(deps, { model: "b", daysAgo: 3, speed: 7 });
  addReply(deps, { model: "b", daysAgo: 200, speed: 7 });
  const { all, days, byModel, byDay } = await summariseMetrics(deps);
  assert.deepEqual(all, { replies: 6, prompt_tokens: 60, completion_tokens: 174 });
  assert.equal(days.length, 14);
  assert.equal(days.at(-1), "2026-11-24");
  const [a, b] = byModel;
  assert.deepEqual([a!.name, a!.replies, a!.tokens_per_second, a!.load_ms, a!.loads], ["a", 4, 30, 3000, 1]);
  assert.deepEqual([b!.name, b!.replies, b!.load_ms, b!.loads], ["b", 1, null, 0]);
  assert.deepEqual(a!.byDay.map((figures) => figures?.tokens_per_second ?? null), [
    ...Array(10).fill(null),
    40,
    null,
    null,
    20,
  ]);
  assert.deepEqual(byDay.map(({ name, replies }) => [name, replies]), [["2026-11-24", 3], ["2026-11-21", 2]]);
});

Deno.test("what is summed up in stretches is the same as in one", async () => {
  await using test = await testDeps({ now: () => noon });
  const { db } = test.deps;
  assert.deepEqual([...sumReplies(db)], [{ replies: 0, prompt_tokens: 0, completion_tokens: 0 }]);
  for (let index = 0; index < 7; index++) addReply(test.deps, { model: "a", daysAgo: 0, speed: index });
  const costs = (atOnce: number) => [...selectReplyCosts(db, { since: 0, newest: 6, atOnce })].flat();
  assert.deepEqual(costs(2).map((cost) => cost.completion_tokens), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(costs(100), costs(1));
  for (const atOnce of [1, 2, 7, 100]) {
    const sums = [...sumReplies(db, { atOnce })];
    assert.equal(sums.reduce((sum, { replies }) => sum + replies, 0), 7);
    assert.equal(sums.reduce((sum, { completion_tokens }) => sum + completion_tokens, 0), 21);
  }
});

Deno.test("median() is the middle, or the mean of the two in the middle", () => {
  assert.deepEqual([median([]), median([3]), median([9, 1, 2]), median([4, 1, 2, 3])], [null, 3, 2, 2.5]);
});

Deno.test("axisFor() holds the largest value with round steps", () => {
  assert.deepEqual(axisFor(41.3), { top: 60, ticks: [0, 20, 40, 60] });
  assert.deepEqual(axisFor(4000), { top: 4000, ticks: [0, 1000, 2000, 3000, 4000] });
  assert.equal(axisFor(0).ticks.length >= 2, true);
});
