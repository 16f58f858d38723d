/** What must hold when the machine's clock is set back or forward while the server runs. */
import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { TryLimit } from "@/lib/access/try_limit.ts";
import { listMessages } from "@/lib/chat/transcript.ts";
import { listSessions } from "@/lib/chat/sessions.ts";
import { startJobs } from "@/lib/cron/jobs.ts";
import { Backups } from "@/lib/backups/backups.ts";
import { backUpNightly } from "@/lib/cron/nightly_backup.ts";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { startLoad } from "@/lib/models/memory.ts";
import { isAfter } from "@/lib/models/deadline.ts";
import { ask } from "@/tests/helpers/chat.ts";
import { testDeps } from "@/tests/helpers/deps.ts";
import { model, openModels } from "./models/open_models.ts";

const hour = 3_600_000;
const year = 365 * 24 * hour;
const noon = Date.parse("2026-11-24T12:00:00Z");

Deno.test("a chat keeps its order, and every id its place, when the clock steps back between messages", async () => {
  let now = noon;
  await using test = await testDeps({ now: () => now, guide: { answer: () => "yes" } });
  const { message: { session_id } } = await ask(test.deps, "one");
  for (const [content, step] of [["two", -year], ["three", 2 * year], ["four", -hour]] as const) {
    now += step;
    await ask(test.deps, content, { session_id });
  }
  const { items } = listMessages(test.deps, { sessionId: session_id, limit: 50 });
  assert.deepEqual(
    items.filter(({ role }) => role === "user").map(({ content }) => content),
    ["one", "two", "three", "four"],
  );
  const ids = items.map(({ id }) => id);
  assert.deepEqual([...ids].sort(), ids);
});

Deno.test("the list of chats has each chat once, page by page, when the clock steps", async () => {
  let now = noon;
  await using test = await testDeps({ now: () => now, guide: { answer: () => "yes" } });
  for (const step of [0, -year, 1, 2 * year, -hour, 0]) {
    now += step;
    await ask(test.deps, "x");
  }
  const seen: string[] = [];
  for (let cursor = "", isFirst = true; isFirst || cursor; isFirst = false) {
    const page = listSessions(test.deps, { limit: 2, cursor, q: "" });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor ?? "";
  }
  assert.deepEqual([seen.length, new Set(seen).size], [6, 6]);
});

Deno.test("wrong passwords wait no longer than their hour when the clock steps back", () => {
  let now = noon;
  const limit = new TryLimit(() => now);
  for (let failure = 0; failure < 12; failure++) limit.noteFailure();
  now -= year;
  assert.equal(limit.waitMs(), hour);
  now += hour;
  assert.equal(limit.waitMs(), 0);
});

Deno.test("the nightly copy neither storms nor stops when the clock steps", async () => {
  const folder = await Deno.makeTempDir();
  const db = openDatabase(`${folder}/chatbot.db`);
  let now = Date.now() + 25 * hour;
  const parts = { db, env: { dataDir: folder }, now: () => now };
  const deps = { ...parts, backups: new Backups(parts), log: getLogger(["chat"]) };
  const look = async () => {
    const before = listBackups(folder, "nightly").length;
    await backUpNightly(deps);
    const [newest] = listBackups(folder, "nightly");
    const isNew = listBackups(folder, "nightly").length > before;
    if (isNew) Deno.utimeSync(newest!, new Date(now), new Date(now)); // the file's own time is the real one
    return isNew;
  };
  assert.equal(await look(), true);
  now += 10 * year;
  assert.equal(await look(), true);
  now -= 10 * year; // the clock is right again
  let made = 0;
  for (let passed = 0; passed < 72; passed++) {
    now += hour;
    if (await look()) made++;
  }
  assert.equal(made, 3, "three days have three copies");
  db.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the poll's pauses, and how long Ollama took, do not follow the clock", async () => {
  let now = noon;
  const timers: { run: () => void; ms: number }[] = [];
  const { promise: armed, resolve: arm } = Promise.withResolvers<void>();
  await using models = await openModels({ guide: { models: [model("a:latest")] }, now: () => now -= hour });
  const jobs = startJobs({ ...models.deps, log: getLogger(["chat"]), env: { modelPollMs: 5000 } }, {
    cron: () => Promise.resolve(),
    setTimer(run, ms) {
      timers.push({ run, ms });
      arm();
    },
    clearTimer() {},
  });
  await armed;
  assert.deepEqual(timers.map(({ ms }) => ms), [5000]);
  assert.ok(models.catalog.health().latency_ms! >= 0);
  const operation = await startLoad(models.deps, { name: "a:latest" });
  const { took_ms } = await operation.result;
  assert.ok(took_ms >= 0, String(took_ms));
  assert.equal(models.catalog.stateOf("a:latest"), "loaded");
  await jobs.stop();
});

Deno.test("isAfter() waits for a pause, but not for a clock that was set back", () => {
  assert.equal(isAfter(10, undefined, 0), true);
  assert.equal(isAfter(10, 100, 109), false);
  assert.equal(isAfter(10, 100, 110), true);
  assert.equal(isAfter(10, 100, 99), true);
});
