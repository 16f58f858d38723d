/** What a program is killed on: a data folder as a crash left it, and all that must be there afterwards. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { migrations } from "@/lib/db/migrations/mod.ts";
import { readFixture } from "@/tests/fixtures/databases.ts";
import { makeCrashedDatabase } from "./crashed_database.ts";
import { hashFiles } from "./evidence.ts";

export type Task = "open" | "restore" | "backup" | "create";

export const newest = migrations.at(-1)!.version;

export interface Stage {
  folder: string;
  database: string;
  version: number;
  /** What restore puts back. */
  file: string;
  old: string;
  restored: string;
  hashOfFile: string;
}

/** An old database with its log, as a crash left it, and a copy of another one. */
export async function makeStage(task: Task, folder: string, random: () => number): Promise<Stage> {
  const version = task === "open" ? 1 + Math.floor(random() * (newest - 1)) : newest;
  // A few megabytes, so that a copy takes its time.
  const { folder: data, path: database } = await makeCrashedDatabase(folder, { version, messages: 600 });
  const file = join(folder, "mine.db");
  await Deno.writeFile(file, await readFixture(1 + Math.floor(random() * newest)));
  const probe = join(folder, "probe.db");
  for (const suffix of ["", "-wal"]) await Deno.copyFile(database + suffix, probe + suffix);
  if (task === "create") { for (const suffix of ["", "-wal"]) await Deno.remove(database + suffix); }
  const stage = { folder: data, database, version, file, old: digest(probe), restored: digest(file) };
  return { ...stage, hashOfFile: hashFiles(folder).get("mine.db")! };
}

/** All that a person has in it. */
export function digest(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = (sql: string) => JSON.stringify(db.prepare(sql).all());
    assert.equal(rows("pragma integrity_check"), '[{"integrity_check":"ok"}]');
    return [
      rows(
        "select id, session_id, parent_id, role, content, thinking, status, pinned from messages order by seq",
      ),
      rows("select id, title, options, draft, created_at from sessions order by id"),
      rows("select key, value from settings order by key"),
      rows("select message_id, position, text from reply_pieces order by 1, 2"),
      rows("select message_id, hex(content) from attachments order by 1"),
    ].join("\n");
  } finally {
    db.close();
  }
}

export function versionOf(path: string): number {
  const db = new DatabaseSync(path, { readOnly: true });
  const version = Number(db.prepare("pragma user_version").get()!.user_version);
  db.close();
  return version;
}

export function copyIfThere(from: string, to: string): void {
  try {
    Deno.copyFileSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
