import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { listBackups } from "@/lib/db/backup_folder.ts";
import { requireUsable } from "@/lib/db/backup.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { migrations } from "@/lib/db/migrations/mod.ts";
import { listMessages } from "@/lib/chat/transcript.ts";
import { listSessions } from "@/lib/chat/sessions.ts";
import { recoverTurns } from "@/lib/chat/recover.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { readFixture } from "@/tests/fixtures/databases.ts";
import { testDeps } from "@/tests/helpers/deps.ts";

/** What people wrote, set and did. The lists that the app makes by itself may be made anew. */
const kept = [
  ...["settings", "sessions", "messages", "attachments", "reply_pieces", "prompts", "metrics"],
  ...["models", "model_details", "model_stats", "pulls", "system_samples", "access_password", "logins"],
];

async function inFolder(version: number, work: (path: string, folder: string) => Promise<void> | void) {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/chatbot.db`, await readFixture(version));
    await work(`${folder}/chatbot.db`, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function readTables(path: string): Record<string, Record<string, unknown>[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  const isThere = db.prepare("select 1 from sqlite_schema where type = 'table' and name = ?");
  const rows = (table: string) =>
    db.prepare(`select * from ${table} order by 1, 2`).all().map((row) => ({ ...row }));
  const tables = kept.filter((table) => isThere.get(table)).map((table) => [table, rows(table)]);
  db.close();
  return Object.fromEntries(tables);
}

for (const { version } of migrations) {
  Deno.test(`a database of schema ${version} opens, gets the newest schema and keeps every value`, async () => {
    await inFolder(version, (path, folder) => {
      const before = readTables(path);
      assert.ok(before.messages!.length === 7 && before.attachments!.length === 1);
      openDatabase(path).close();
      const after = readTables(path);
      for (const [table, rows] of Object.entries(before)) {
        assert.equal(after[table]!.length, rows.length, table);
        rows.forEach((row, index) => {
          const now = after[table]![index]!;
          for (const [column, value] of Object.entries(row)) {
            assert.deepEqual(now[column], value, `${table}.${column}`);
          }
        });
      }
      const copies = listBackups(folder, "before-schema");
      assert.equal(copies.length, version === migrations.at(-1)!.version ? 0 : 1);
      for (const copy of copies) {
        requireUsable(copy);
        assert.deepEqual(readTables(copy), before);
      }
    });
  });

  Deno.test(`chats of schema ${version} are listed, read, found and recovered`, async () => {
    await inFolder(version, async (path) => {
      await using test = await testDeps({ databasePath: path, isSetUp: false });
      const { deps } = test;
      assert.equal(recoverTurns(deps), 1);
      const sessions = listSessions(deps, { limit: 50, cursor: "", q: "" }).items;
      assert.deepEqual(sessions.map(({ title }) => title).sort(), [
        "Branches – „süß“ 東京 👩‍👩‍👧‍👦",
        "Cut by a crash",
        "Plain",
      ]);
      const cut = sessions.find(({ title }) => title === "Cut by a crash")!;
      const { items } = listMessages(deps, { sessionId: cut.id, limit: 9 });
      assert.deepEqual(
        items.map(({ status, content }) => [status, content.slice(0, 21)]),
        [["complete", "Question 2\n\nwith two "], ["interrupted", "Half a sentence, cut"]],
      );
      const found = await searchMessages(deps, { q: "elderberry", limit: 9, cursor: "" });
      assert.equal(found.items.length, 2);
    });
  });
}

Deno.test("a database of a newer version is refused and stays byte for byte", async () => {
  const newest = migrations.at(-1)!.version;
  await inFolder(newest, (path, folder) => {
    const db = new DatabaseSync(path);
    db.exec(`pragma journal_mode = wal; create table of_the_future (x); pragma user_version = ${newest + 1}`);
    db.close();
    const before = Deno.readFileSync(path);
    assert.throws(() => openDatabase(path), (error) => {
      assert.ok(error instanceof DatabaseOpenError);
      assert.match(error.message, /^\S+chatbot\.db: written by a newer Chat WebUI .*Start the newer version/);
      return true;
    });
    assert.deepEqual(Deno.readFileSync(path), before);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["chatbot.db"]);
  });
});
