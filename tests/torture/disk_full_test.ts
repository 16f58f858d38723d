import assert from "node:assert/strict";
import { startTurn } from "@/lib/chat/start_turn.ts";
import { getMessage, listMessages } from "@/lib/chat/transcript.ts";
import type { Deps } from "@/lib/deps.ts";
import { describeError, isStorageFull } from "@/lib/errors.ts";
import { ask, hear, hearUntil } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { fillOften } from "./disk_full.ts";

const answer = "The disk is full of words. ".repeat(150);

/** As a full disk answers, without one: what lies idle is taken, and SQLite gets so many more pages. */
function leavePages({ db }: Deps, pages: number): void {
  db.exec("create table if not exists ballast (x)");
  const { page_count } = db.get<{ page_count: number }>("pragma page_count")!;
  db.exec(`pragma max_page_count = ${page_count}`);
  try {
    while (true) db.relaxed(() => db.exec("insert into ballast values (zeroblob(3000))"));
  } catch (error) {
    if (!isStorageFull(error)) throw error;
  }
  db.exec(`pragma max_page_count = ${page_count + pages}`);
}

function makeRoom({ db }: Deps): void {
  db.exec("pragma max_page_count = 1000000; drop table if exists ballast");
}

Deno.test("a disk that is full refuses or fails with the text kept, and goes on when there is room again", async () => {
  const folder = await Deno.makeTempDir();
  const guide = { answer: () => answer, speed: 6_000 };
  await using test = await testDeps({ databasePath: `${folder}/chatbot.db`, guide });
  const { deps } = test;
  const outcomes = new Set<string>();
  for (let round = 0; round < 6; round++) {
    const isFullBefore = round % 2 === 0;
    const { message: { session_id } } = await ask(deps, "while there is room");
    if (isFullBefore) leavePages(deps, round * 10);
    try {
      const id = await startTurn(deps, { session_id, content: "x".repeat(20_000), background: true });
      await hearUntil(deps, id, "token");
      if (!isFullBefore) leavePages(deps, round);
      const { text, events } = await hear(deps, id);
      const last = events.at(-1)!;
      outcomes.add(last.event);
      if (last.event === "error") assert.equal(last.data.code, "storage_full");
      assert.ok(getMessage(deps, id).content.startsWith(text), "text that was seen is not stored");
      assert.equal(listMessages(deps, { sessionId: session_id, limit: 9 }).items.length, 4);
    } catch (error) {
      assert.equal(describeError(error).code, "storage_full");
      outcomes.add("refused");
    }
    makeRoom(deps);
    assert.equal((await ask(deps, "again", { session_id })).message.status, "complete");
    assert.deepEqual(deps.db.all("pragma quick_check"), [{ quick_check: "ok" }]);
  }
  assert.deepEqual([...outcomes].sort(), ["done", "error", "refused"]);
  await Deno.remove(folder, { recursive: true });
});

// On a disk that is really full: `deno run -A tests/torture/disk_full.ts --points 100` is the whole of it.
const isRoot = Deno.uid() === 0 && Deno.build.os === "linux";
Deno.test({
  name: `a change of schema, a restore and a start on a full disk lose nothing${
    isRoot ? "" : " [skipped: mounting a small disk needs root]"
  }`,
  ignore: !isRoot,
  async fn() {
    const report = await fillOften({ points: 3, seed: 20261124, only: "migration|restore|start" });
    assert.deepEqual(report.violations, [], `seed ${report.seed}`);
    assert.ok(report.points >= 3 && Object.keys(report.outcomes).length > 0, "nothing was tried");
  },
});
