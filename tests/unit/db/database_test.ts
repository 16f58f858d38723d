import assert from "node:assert/strict";
import { openDatabase } from "@/lib/db/open_database.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { migrations } from "@/lib/db/migrations/mod.ts";

async function inFolder(work: (path: string) => void | Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(`${folder}/chatbot.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("openDatabase() makes a private file in WAL mode with the newest schema, and opens it again", () =>
  inFolder((path) => {
    openDatabase(path).close();
    const db = openDatabase(path);
    assert.equal(Deno.statSync(path).mode! & 0o777, 0o600);
    assert.deepEqual(db.get("pragma journal_mode"), { journal_mode: "wal" });
    assert.deepEqual(db.get("pragma user_version"), { user_version: migrations.at(-1)!.version });
    assert.deepEqual(db.get("pragma foreign_keys"), { foreign_keys: 1 });
    db.close();
  }));

Deno.test("openDatabase() refuses a newer file and leaves it as it is", () =>
  inFolder((path) => {
    const db = openDatabase(path);
    db.exec("pragma user_version = 9999");
    db.checkpoint();
    db.close();
    const before = Deno.readFileSync(path);
    assert.throws(() => openDatabase(path), (error) => {
      assert.ok(error instanceof DatabaseOpenError);
      assert.match(error.message, /chatbot\.db.*newer/);
      return true;
    });
    assert.deepEqual(Deno.readFileSync(path), before);
  }));

Deno.test("openDatabase() refuses a file that is no database and leaves it as it is", () =>
  inFolder((path) => {
    const text = "this is a diary, not a database. ".repeat(100);
    Deno.writeTextFileSync(path, text);
    assert.throws(() => openDatabase(path), DatabaseOpenError);
    assert.equal(Deno.readTextFileSync(path), text);
  }));

Deno.test("openDatabase() names the path when its folder is missing", () => {
  assert.throws(() => openDatabase("/nonexistent/folder/x.db"), /\/nonexistent\/folder\/x\.db/);
});

Deno.test("a failed migration leaves the file at the version before it", () =>
  inFolder((path) => {
    const broken = [
      { version: 1, sql: "create table sessions (x); create table messages (x)" },
      { version: 2, sql: "create table b (y); nonsense" },
    ];
    assert.throws(() => openDatabase(path, { steps: broken }), DatabaseOpenError);
    const db = openDatabase(path, { steps: broken.slice(0, 1) });
    assert.deepEqual(db.get("pragma user_version"), { user_version: 1 });
    assert.deepEqual(db.all("select 1 from sqlite_schema where name = 'b'"), []);
    db.close();
  }));

Deno.test("transaction() is all or nothing, and one inside another joins it", () => {
  const db = openDatabase(":memory:", {
    steps: [{ version: 1, sql: "create table t (x integer) strict" }],
  });
  assert.throws(() =>
    db.transaction(() => {
      db.run("insert into t values (1)");
      db.transaction(() => db.run("insert into t values (2)"));
      db.relaxed(() => db.run("insert into t values (3)"));
      throw new Error("no");
    }), /no/);
  assert.deepEqual(db.all("select x from t"), []);
  db.transaction(() => db.run("insert into t values (4)"));
  assert.deepEqual(db.all("select x from t"), [{ x: 4 }]);
  db.close();
});
