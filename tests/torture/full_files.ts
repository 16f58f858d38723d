/** A change of schema, a restore, the nightly copy and a start where the disk has no room for them. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { Backups } from "@/lib/backups/backups.ts";
import { readEnv } from "@/lib/config/env.ts";
import { backUpNightly } from "@/lib/cron/nightly_backup.ts";
import { requireUsable } from "@/lib/db/backup.ts";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { migrations } from "@/lib/db/migrations/mod.ts";
import { restore } from "@/lib/process/backup_commands.ts";
import { StartError } from "@/lib/process/start_error.ts";
import { readFixture } from "@/tests/fixtures/databases.ts";
import { runMain, startServer } from "@/tests/helpers/server.ts";
import { type CrashedDatabase, makeCrashedDatabase } from "./crashed_database.ts";
import type { Point } from "./full_server.ts";
import { readMessages } from "./evidence.ts";

type Scenario = (point: Point) => Promise<void>;

export const fileScenarios: Record<"migration" | "restore" | "nightly copy" | "start", Scenario> = {
  async migration({ disk, left, random, note }) {
    const version = 1 + Math.floor(random() * (migrations.length - 1));
    const { folder, path } = await makeFolder(disk.path, version);
    const before = readMessages(path);
    disk.fill(left);
    const failure = fails(() => openDatabase(path, { dataDir: folder }).close());
    note(`migration: ${failure ? "refused" : "done"}`);
    assert.deepEqual(readMessages(path), before);
    listBackups(folder).forEach((copy) => requireUsable(copy));
    disk.free();
    openDatabase(path, { dataDir: folder }).close();
    assert.deepEqual(readMessages(path), before);
    assert.equal(listBackups(folder, "before-schema").length, 1);
    requireNoRest(folder);
  },

  async restore({ disk, left, note }) {
    const { folder, path } = await makeFolder(disk.path);
    const former = readMessages(path);
    const backup = join(disk.path, "mine.db");
    await Deno.writeFile(backup, await readFixture(2));
    const [put, env] = [readMessages(backup), readEnv({ DATA_DIR: folder })];
    disk.fill(left);
    const failure = await failsLater(() => restore(env, backup));
    note(`restore: ${failure ? "refused" : "done"}`);
    const now = readMessages(path);
    assert.ok(equals(now, former) || equals(now, put), "neither the old database nor the new one");
    if (equals(now, put)) {
      assert.ok(listBackups(folder, "before-restore").some((copy) => equals(readMessages(copy), former)));
    }
    listBackups(folder).forEach((copy) => requireUsable(copy));
    disk.free();
    await restore(env, backup);
    assert.deepEqual(readMessages(path), put);
    requireNoRest(folder);
  },

  async "nightly copy"({ disk, left, note }) {
    const { folder, path } = await makeFolder(disk.path);
    const db = openDatabase(path, { dataDir: folder });
    const parts = { db, env: { dataDir: folder }, now: () => Date.now() + 86_400_000 };
    const deps = { ...parts, backups: new Backups(parts), log: getLogger(["chat"]) };
    disk.fill(left);
    await backUpNightly(deps);
    const made = listBackups(folder, "nightly");
    made.forEach((copy) => requireUsable(copy));
    note(`nightly copy: ${made.length === 1 ? "made" : "none"}`);
    assert.equal(db.isUsable(), true, "a full disk is no damage");
    requireNoRest(folder);
    disk.free();
    await backUpNightly(deps);
    assert.equal(listBackups(folder, "nightly").length, made.length + 1); // to the app it is another day
    db.close();
  },

  async start({ disk, left, note }) {
    const { folder, path } = await makeFolder(disk.path);
    const before = readMessages(path);
    disk.fill(Math.min(left, 150_000));
    const env = { DATA_DIR: folder, LOG_LEVEL: "error" };
    try {
      await using server = await startServer({ dataDir: folder, env });
      const response = await fetch(`${server.url}/api/sessions`);
      assert.equal(response.status, 200, await response.text());
      note("start: reads");
      disk.free();
      const written = await fetch(`${server.url}/api/sessions`, {
        method: "POST",
        body: '{"title":"after"}',
      });
      assert.equal(written.status, 201, await written.text());
      assert.equal(await server.stop(), 0);
    } catch (error) {
      if (!/did not start/.test((error as Error).message)) throw error;
      const { code, stderr } = await runMain(["--port", "0"], env);
      assert.equal(code, 1);
      assert.match(stderr, /^\/\S+: [^\n]*full[^\n]*Free some space[^\n]*\n$/);
      note("start: refused");
      disk.free();
      await using server = await startServer({ dataDir: folder, env });
      assert.equal(await server.stop(), 0);
    }
    const after = readMessages(path);
    for (const [id, text] of before) assert.ok(after.get(id)?.startsWith(text), id); // the cut reply has its pieces
  },
};

/** Its database is of about a megabyte. */
function makeFolder(disk: string, version = migrations.length): Promise<CrashedDatabase> {
  return makeCrashedDatabase(disk, { version, messages: 250 });
}

function fails(work: () => void): boolean {
  try {
    work();
    return false;
  } catch (error) {
    judgeFailure(error);
    return true;
  }
}

async function failsLater(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    judgeFailure(error);
    return true;
  }
}

function judgeFailure(error: unknown): void {
  if (!(error instanceof DatabaseOpenError) && !(error instanceof StartError)) throw error;
  assert.match(error.message, /^\/\S+: [^\n]*full[^\n]*Free some space[^\n]*$/);
}

function equals(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([id, text]) => other.get(id) === text);
}

function requireNoRest(folder: string): void {
  const names = [folder, join(folder, "backups")].flatMap((at) => {
    try {
      return Array.from(Deno.readDirSync(at), ({ name }) => name);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  });
  assert.deepEqual(names.filter((name) => /partial|restoring|looking/.test(name)), [], "half a copy is left");
}
