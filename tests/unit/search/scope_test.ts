import assert from "node:assert/strict";
import { periodWords, scopeWords } from "@/lib/search/scope.ts";

const words = (from: string, to: string) => periodWords({ from: Date.parse(from), to: Date.parse(to) });

Deno.test("scopeWords() names chat, role, model and the day in four lengths", () => {
  const message = {
    session_id: "01234567-89ab-7cde-8f01-23456789abcd",
    role: "assistant",
    model: "Qwen3",
    created_at: Date.UTC(2026, 10, 24, 23, 59),
  };
  assert.equal(
    scopeWords(message),
    "s0123456789ab7cde8f0123456789abcd assistant m7177656e333a6c6174657374 t202 t2026 t202611 t20261124",
  );
  assert.match(scopeWords({ ...message, model: null }), / assistant t202 /);
});

Deno.test("periodWords() takes the longest stretches that lie within the period", () => {
  assert.deepEqual(words("2026-11-24", "2026-11-24"), ["t20261124"]);
  assert.deepEqual(words("2026-11-24T09:00:00Z", "2026-11-25T01:00:00Z"), ["t20261124", "t20261125"]);
  assert.deepEqual(words("2026-02-01", "2026-02-28"), ["t202602"]);
  assert.deepEqual(words("2024-02-01", "2024-02-28").length, 28);
  assert.deepEqual(words("2025-12-31", "2027-01-01"), ["t20251231", "t2026", "t20270101"]);
  assert.deepEqual(words("2009-12-31", "2020-01-01"), ["t20091231", "t201", "t20200101"]);
});

Deno.test("periodWords() stays few for any period, also an open one", () => {
  const never = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  assert.equal(periodWords(never).length, 13);
  const longest = periodWords({ ...never, from: Date.UTC(2021, 1, 2) });
  assert.equal(longest.length, 27 + 10 + 8 + 7);
  assert.deepEqual(words("2200-01-01", "2300-01-01"), ["t20991231"]);
});
