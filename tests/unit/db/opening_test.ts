import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { migrations } from "@/lib/db/migrations/mod.ts";
import { upsertSetting } from "@/lib/db/settings.ts";
import { hashFiles } from "@/tests/torture/evidence.ts";

async function inFolder(work: (folder: string, path: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder, `${folder}/chatbot.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** As `kill -9` leaves it, with `count` settings in the log. */
function makeCrashed(path: string, count = 20): void {
  const db = openDatabase(path);
  db.checkpoint();
  for (let index = 0; index < count; index++) put(db, index);
  for (const suffix of ["", "-wal"]) Deno.copyFileSync(path + suffix, `${path}.saved${suffix}`);
  db.close();
  for (const suffix of ["", "-wal"]) Deno.renameSync(`${path}.saved${suffix}`, path + suffix);
}

function put(db: ReturnType<typeof openDatabase>, index: number): void {
  upsertSetting(db, { key: `k${index}`, value: JSON.stringify("x".repeat(900)), updated_at: index });
}

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  using file = Deno.openSync(path, { write: true });
  file.seekSync(at, Deno.SeekMode.Start);
  file.writeSync(bytes);
}

function isRefused(folder: string, path: string, words: RegExp): void {
  const before = hashFiles(folder);
  assert.throws(() => openDatabase(path), (error) => {
    assert.ok(error instanceof DatabaseOpenError);
    assert.match(error.message, words);
    assert.ok(error.message.startsWith(`${path}: `) && !error.message.includes("\n"), error.message);
    return true;
  });
  assert.deepEqual(hashFiles(folder), before);
}

Deno.test("openDatabase() refuses another program's database and leaves it as it is", () =>
  inFolder((folder, path) => {
    const db = new DatabaseSync(path);
    db.exec("create table recipes (name text); insert into recipes values ('soup')");
    db.close();
    isRefused(folder, path, /no database of Chat WebUI/);
  }));

Deno.test("openDatabase() finds a page of noise before it writes, and leaves file and log as they are", () =>
  inFolder((folder, path) => {
    makeCrashed(path);
    overwrite(path, 4096 * 6, crypto.getRandomValues(new Uint8Array(4096)));
    isRefused(folder, path, /damaged/);
  }));

Deno.test("openDatabase() refuses a table that is not as it was made", () =>
  inFolder((folder, path) => {
    openDatabase(path).close();
    const db = new DatabaseSync(path);
    db.exec("alter table sessions rename column draft to graft");
    db.close();
    isRefused(folder, path, /its table or index sessions is not as it was made/);
  }));

Deno.test("openDatabase() begins no empty database where there are chats to be had", () =>
  inFolder((folder, path) => {
    makeCrashed(path);
    Deno.truncateSync(path);
    isRefused(folder, path, /is empty/); // SQLite would delete the log of an empty database
    Deno.removeSync(path);
    isRefused(folder, path, /is missing, although its log is there/);
    Deno.removeSync(`${path}-wal`);
    Deno.mkdirSync(`${folder}/backups`);
    openDatabase(`${folder}/backups/chatbot-2026-01-01_00-00-00-000.db`).close();
    Deno.writeTextFileSync(path, "");
    isRefused(folder, path, /is empty\. Remove it to begin anew.*task restore .*chatbot-2026-01-01/);
    Deno.removeSync(path);
    openDatabase(path).close();
  }));

Deno.test("openDatabase() begins anew where a first start was killed at once", () =>
  inFolder((_, path) => {
    Deno.writeTextFileSync(path, "");
    openDatabase(path).close();
  }));

Deno.test("openDatabase() keeps a copy of a log that SQLite will not read to its end, and one copy only", () =>
  inFolder((folder, path) => {
    makeCrashed(path);
    overwrite(`${path}-wal`, 32 + 24 + 100, crypto.getRandomValues(new Uint8Array(50)));
    const [file, log] = [Deno.readFileSync(path), Deno.readFileSync(`${path}-wal`)];
    const kept: string[] = [];
    openDatabase(path, { onDamagedLog: (folder) => kept.push(folder) }).close();
    assert.equal(kept.length, 1);
    assert.deepEqual(Deno.readFileSync(`${kept[0]}/chatbot.db`), file);
    assert.deepEqual(Deno.readFileSync(`${kept[0]}/chatbot.db-wal`), log);
    Deno.writeFileSync(path, file); // as if that start had been killed
    Deno.writeFileSync(`${path}-wal`, log);
    openDatabase(path, { onDamagedLog: (folder) => kept.push(folder) }).close();
    assert.equal(kept[1], kept[0]);
    assert.equal(
      Array.from(Deno.readDirSync(folder)).filter(({ name }) => name.startsWith("damaged-")).length,
      1,
    );
  }));

Deno.test("openDatabase() takes a whole log for whole, with frames of a former round behind it too", () =>
  inFolder((_, path) => {
    const onDamagedLog = () => assert.fail("it is whole");
    makeCrashed(path);
    const db = openDatabase(path, { onDamagedLog });
    assert.equal(db.get<{ n: number }>("select count(*) as n from settings")!.n, 20);
    for (let index = 20; index < 60; index++) put(db, index);
    db.exec("pragma wal_checkpoint(restart)"); // the next write begins the log anew, over the former frames
    put(db, 60);
    for (const suffix of ["", "-wal"]) Deno.copyFileSync(path + suffix, `${path}.saved${suffix}`);
    db.close();
    const again = openDatabase(`${path}.saved`, { onDamagedLog });
    assert.equal(again.get<{ n: number }>("select count(*) as n from settings")!.n, 61);
    again.close();
  }));

// Debian's sqlite3 3.40 deletes the log of a database that has lost its lock, and all that is written from then on.
Deno.test("openDatabase() keeps its lock on the file through a change of schema", () =>
  inFolder((_, path) => {
    openDatabase(path, { steps: migrations.slice(0, 2) }).close();
    const db = openDatabase(path);
    put(db, 1);
    const lock = new RegExp(`POSIX .* READ ${Deno.pid} \\S+:${Deno.statSync(path).ino} 1073741826 `);
    assert.match(Deno.readTextFileSync("/proc/locks"), lock);
    db.close();
  }));

Deno.test("a change of schema that fails at each start leaves one copy, not one a start", () =>
  inFolder((folder, path) => {
    openDatabase(path).close();
    const broken = [...migrations, {
      version: migrations.length + 1,
      sql: "create table more (x); nonsense",
    }];
    for (let start = 0; start < 3; start++) assert.throws(() => openDatabase(path, { steps: broken }));
    assert.equal(listBackups(folder, "before-schema").length, 1);
  }));

Deno.test("a damaged database of an older schema is refused and leaves no copy that looks like a good one", () =>
  inFolder((folder, path) => {
    openDatabase(path, { steps: migrations.slice(0, 2) }).close();
    overwrite(path, 4096 * 6, crypto.getRandomValues(new Uint8Array(4096)));
    isRefused(folder, path, /damaged/);
    assert.deepEqual(listBackups(folder), []);
  }));

Deno.test("Database is not usable once a statement has found its file damaged", () =>
  inFolder((_, path) => {
    openDatabase(path).close();
    const db = openDatabase(path);
    assert.equal(db.isUsable(), true);
    overwrite(path, 0, new Uint8Array(Deno.statSync(path).size).fill(0x5a));
    assert.throws(() => db.exec("reindex; pragma wal_checkpoint(truncate); vacuum"));
    assert.equal(db.isUsable(), false);
    assert.match(db.damage!, /malformed|not a database/);
    db.close();
  }));
