import assert from "node:assert/strict";
import { openDatabase } from "@/lib/db/open_database.ts";
import { expectLoadMs, expectPromptMs, recordReply } from "@/lib/models/stats.ts";

Deno.test("expected times come from replies, and forget", () => {
  const db = openDatabase(":memory:");
  const reply = {
    model: "A",
    loadMs: 3,
    promptTokens: 100,
    promptEvalMs: 200,
    completionTokens: 10,
    evalMs: 100,
    now: 1,
  };
  assert.equal(expectLoadMs(db, "a"), null);
  assert.equal(expectPromptMs(db, "a", 10), null);
  recordReply(db, reply);
  assert.equal(expectLoadMs(db, "a"), null, "3 ms is no load");
  assert.equal(expectPromptMs(db, "a:latest", 1000), 2000);
  recordReply(db, { ...reply, loadMs: 9000 });
  assert.equal(expectLoadMs(db, "a"), 9000);
  for (let index = 0; index < 10; index++) recordReply(db, { ...reply, loadMs: 3000, promptEvalMs: 100 });
  assert.ok(Math.abs(expectLoadMs(db, "a")! - 3000) < 150);
  assert.ok(Math.abs(expectPromptMs(db, "a", 1000)! - 1000) < 50);
  recordReply(db, { ...reply, promptTokens: null, promptEvalMs: null, completionTokens: 0, evalMs: 0 });
  assert.ok(Number.isFinite(expectPromptMs(db, "a", 1000)));
  db.close();
});
