/** The tables and indexes that a version has, and whether a file has them as they were made. */
import { DatabaseSync } from "node:sqlite";
import type { Migration } from "./migrations/mod.ts";

/** The first of them that is missing or another; null when all are there. Tables of others are not looked at. */
export function findAlteredTable(
  db: DatabaseSync,
  { steps, version }: { steps: readonly Migration[]; version: number },
): string | null {
  const present = readDefinitions(db);
  const made = makeDefinitions(steps.filter((step) => step.version <= version));
  for (const [name, definition] of made) if (present.get(name) !== definition) return name;
  return null;
}

function makeDefinitions(steps: readonly Migration[]): Map<string, string> {
  const db = new DatabaseSync(":memory:");
  try {
    for (const step of steps) db.exec(step.sql);
    return readDefinitions(db);
  } finally {
    db.close();
  }
}

/** Without comments and line breaks, which may be written anew, and the quotes that SQLite puts round renamed names. */
function readDefinitions(db: DatabaseSync): Map<string, string> {
  const rows = db.prepare("select name, sql from sqlite_schema where sql is not null").all();
  const plain = (sql: unknown) => String(sql).replace(/--.*$/gm, "").replaceAll('"', "").replace(/\s+/g, " ");
  return new Map(rows.map(({ name, sql }) => [String(name), plain(sql)]));
}
