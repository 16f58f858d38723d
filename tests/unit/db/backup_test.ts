import assert from "node:assert/strict";
import { join } from "node:path";
import { readEnv } from "@/lib/config/env.ts";
import { copyDatabase, requireUsable, UnusableDatabaseError } from "@/lib/db/backup.ts";
import { copyAside } from "@/lib/db/copy_aside.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { upsertSetting } from "@/lib/db/settings.ts";
import { holdDataFolder } from "@/lib/process/data_folder.ts";
import { backUp, restore } from "@/lib/process/backup_commands.ts";
import { StartError } from "@/lib/process/start_error.ts";

async function inFolder(
  work: (folder: string, env: ReturnType<typeof readEnv>) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder, readEnv({ DATA_DIR: folder }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function write(path: string, value: string): void {
  const db = openDatabase(path);
  upsertSetting(db, { key: "note", value: JSON.stringify(value), updated_at: 1 });
  db.close();
}

function read(path: string): string {
  const db = openDatabase(path);
  const row = db.get<{ value: string }>("select value from settings where key = 'note'");
  db.close();
  return JSON.parse(row!.value);
}

Deno.test("backUp() copies a database in use, privately, and restore() brings it back and keeps the former", () =>
  inFolder(async (folder, env) => {
    write(env.databasePath, "first");
    const inUse = openDatabase(env.databasePath);
    const copy = await backUp(env, undefined);
    assert.match(copy, /backups\/chatbot-.*\.db$/);
    assert.equal(Deno.statSync(copy).mode! & 0o777, 0o600);
    inUse.close();
    write(env.databasePath, "second");
    const { kept } = await restore(env, copy);
    assert.equal(read(env.databasePath), "first");
    assert.equal(read(kept!), "second");
    assert.deepEqual([...Deno.readDirSync(folder)].filter(({ name }) => name.includes("restoring")), []);
  }));

Deno.test("backUp() overwrites nothing and says where there is no database", () =>
  inFolder(async (folder, env) => {
    await assert.rejects(backUp(env, undefined), StartError);
    write(env.databasePath, "x");
    Deno.writeTextFileSync(join(folder, "mine.db"), "mine");
    await assert.rejects(backUp(env, join(folder, "mine.db")), StartError);
    assert.equal(Deno.readTextFileSync(join(folder, "mine.db")), "mine");
  }));

Deno.test("restore() refuses while a server holds the folder, and what is damaged, foreign or newer", () =>
  inFolder(async (folder, env) => {
    write(env.databasePath, "mine");
    const good = await backUp(env, join(folder, "good.db"));
    const lock = holdDataFolder(env.dataDir, env.databasePath);
    await assert.rejects(restore(env, good), StartError);
    lock.release();
    const bad = (name: string, change: (path: string) => void) => {
      const path = join(folder, name);
      Deno.copyFileSync(good, path);
      change(path);
      return path;
    };
    const cases = [
      join(folder, "missing.db"),
      bad("text.db", (path) => Deno.writeTextFileSync(path, "no database")),
      bad("newer.db", (path) => {
        const db = openDatabase(path);
        db.exec("pragma user_version = 9999");
        db.close();
      }),
      bad("cut.db", (path) => Deno.truncateSync(path, 9000)),
      bad("overwritten.db", (path) => {
        const bytes = Deno.readFileSync(path);
        Deno.writeFileSync(path, bytes.fill(0x55, 8192, 40_000));
      }),
    ];
    for (const path of cases) {
      await assert.rejects(restore(env, path), (error) => {
        assert.ok(error instanceof UnusableDatabaseError, path);
        assert.match(error.message, /^.+$/, "one line");
        return true;
      });
    }
    assert.equal(read(env.databasePath), "mine");
  }));

Deno.test("restore() keeps a damaged database byte for byte", () =>
  inFolder(async (folder, env) => {
    write(env.databasePath, "good");
    const good = await backUp(env, join(folder, "good.db"));
    const damaged = new TextEncoder().encode("not a database any more");
    Deno.writeFileSync(env.databasePath, damaged);
    const { kept } = await restore(env, good);
    assert.deepEqual(Deno.readFileSync(kept!), damaged);
    assert.equal(read(env.databasePath), "good");
  }));

Deno.test("copyAside() comes to its end while something is written all the time", () =>
  inFolder(async (folder, env) => {
    const db = openDatabase(env.databasePath);
    db.exec("create table ballast (x blob)");
    for (let n = 0; n < 10; n++) db.run("insert into ballast values (randomblob(4000000))");
    db.exec("drop table ballast"); // its pages stay, and are copied
    let isCopying = true;
    let failure: unknown;
    const copied = copyAside(env.databasePath, join(folder, "copy.db"), AbortSignal.timeout(20_000))
      .catch((error) => failure = error).finally(() => isCopying = false);
    for (let n = 0; isCopying; n++) {
      db.relaxed(() => upsertSetting(db, { key: "note", value: String(n), updated_at: n }));
      await new Promise((resolve) => setTimeout(resolve)); // the copy has only the moments in between
    }
    await copied;
    assert.equal(failure, undefined);
    db.close();
    requireUsable(join(folder, "copy.db"));
  }));

Deno.test("copyDatabase() leaves nothing behind when it fails", () =>
  inFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "text.db"), "no database");
    await assert.rejects(copyDatabase(join(folder, "text.db"), join(folder, "copy.db")));
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["text.db"]);
    assert.throws(() => requireUsable(folder), UnusableDatabaseError);
  }));
