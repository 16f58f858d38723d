import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { Backups, type BackupsDeps } from "@/lib/backups/backups.ts";
import { backUpNightly } from "@/lib/cron/nightly_backup.ts";
import { requireUsable } from "@/lib/db/backup.ts";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { migrations } from "@/lib/db/migrations/mod.ts";

const dayMs = 24 * 60 * 60_000;

async function inFolder(work: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function nightly(parts: BackupsDeps) {
  return { ...parts, backups: new Backups(parts), log: getLogger(["chat"]) };
}

Deno.test("backUpNightly() makes a verified copy a day while the database is in use, and keeps seven", () =>
  inFolder(async (folder) => {
    const db = openDatabase(`${folder}/chatbot.db`);
    let now = Date.now();
    const deps = nightly({ db, env: { dataDir: folder }, now: () => now });
    await backUpNightly(deps);
    assert.deepEqual(listBackups(folder), []);
    for (let night = 1; night <= 9; night++) {
      now += dayMs;
      await backUpNightly(deps);
      const newest = listBackups(folder, "nightly")[0]!;
      Deno.utimeSync(newest, new Date(now), new Date(now)); // the file's own time is the real one
      await backUpNightly(deps);
    }
    const copies = listBackups(folder, "nightly");
    assert.equal(copies.length, 7);
    copies.forEach((copy) => requireUsable(copy));
    db.close();
  }));

Deno.test("backUpNightly() leaves nothing behind when the server ends meanwhile", () =>
  inFolder(async (folder) => {
    const db = openDatabase(`${folder}/chatbot.db`);
    const later = Date.now() + 2 * dayMs;
    const deps = nightly({ db, env: { dataDir: folder }, now: () => later });
    const night = backUpNightly(deps);
    await deps.backups.close();
    await night;
    assert.deepEqual(
      [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => /partial/.test(name)),
      [],
    );
    assert.deepEqual(listBackups(folder), []);
    db.close();
  }));

Deno.test("openDatabase() keeps a verified copy before it changes the schema", () =>
  inFolder((folder) => {
    const path = `${folder}/chatbot.db`;
    const more = { version: migrations.at(-1)!.version + 1, sql: "create table more (x integer) strict" };
    openDatabase(path).close();
    openDatabase(path, { steps: [...migrations, more] }).close();
    const [copy] = listBackups(folder, "before-schema");
    const kept = openDatabase(copy!);
    assert.deepEqual(kept.get("pragma user_version"), { user_version: migrations.at(-1)!.version });
    kept.close();
  }));

Deno.test("openDatabase() names the newest good backup when the file is damaged", () =>
  inFolder((folder) => {
    Deno.mkdirSync(`${folder}/backups`);
    const backup = (name: string) => `${folder}/backups/${name}.db`;
    openDatabase(backup("nightly-2026-11-20_01-00-00-000")).close();
    openDatabase(backup("chatbot-2026-11-21_01-00-00-000")).close();
    Deno.writeTextFileSync(backup("chatbot-2026-11-22_01-00-00-000"), "not a good one");
    Deno.writeTextFileSync(
      `${folder}/chatbot.db`,
      "not a database, and long enough to be looked at. ".repeat(20),
    );
    assert.throws(() => openDatabase(`${folder}/chatbot.db`), (error) => {
      assert.ok(error instanceof DatabaseOpenError);
      assert.match(error.message, /task restore .*chatbot-2026-11-21/);
      return true;
    });
  }));
