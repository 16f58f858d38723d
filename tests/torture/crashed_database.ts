/** A data folder whose database has many messages in its log alone, as a crash leaves it. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readFixture } from "@/tests/fixtures/databases.ts";

export interface CrashedDatabase {
  folder: string;
  path: string;
}

/** Makes `data` in a folder. A message has about three kilobytes. */
export async function makeCrashedDatabase(
  root: string,
  { version, messages }: { version: number; messages: number },
): Promise<CrashedDatabase> {
  const folder = join(root, "data");
  const path = join(folder, "chatbot.db");
  await Deno.mkdir(folder, { mode: 0o700 });
  await Deno.writeFile(path, await readFixture(version), { mode: 0o600 });
  const db = new DatabaseSync(path);
  db.exec("pragma journal_mode = wal; pragma wal_autocheckpoint = 0");
  const insert = db.prepare(
    `insert into messages (id, session_id, role, content, status, created_at, updated_at)
    select ?, id, 'user', ?, 'complete', 1, 1 from sessions limit 1`,
  );
  db.exec("begin");
  for (let index = 0; index < messages; index++) {
    insert.run(`m${index}`, `${index} ${"some words ".repeat(300)}`);
  }
  db.exec("commit");
  // Its end takes the log in and removes it.
  for (const suffix of ["", "-wal"]) await Deno.copyFile(path + suffix, `${root}/saved${suffix}`);
  db.close();
  for (const suffix of ["", "-wal"]) await Deno.rename(`${root}/saved${suffix}`, path + suffix);
  return { folder, path };
}
