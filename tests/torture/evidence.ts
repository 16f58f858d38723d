/** What is in a data folder, read without the app: hashes of its files, and each message that can be read. */
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** By path inside the folder. */
export type Hashes = Map<string, string>;

export function hashFiles(folder: string): Hashes {
  const hashes: Hashes = new Map();
  const walk = (at: string) => {
    for (const { name, isDirectory } of Deno.readDirSync(at)) {
      const path = join(at, name);
      if (isDirectory) walk(path);
      else hashes.set(relative(folder, path), sha256(Deno.readFileSync(path)));
    }
  };
  walk(folder);
  return hashes;
}

/** Id → content of all that can be read of a database, each message by itself. Changes nothing but its `-shm`. */
export function readMessages(path: string): Map<string, string> {
  const messages = new Map<string, string>();
  const db = open(path);
  if (!db) return messages;
  try {
    const select = db.prepare("select id, content from messages where seq = ?");
    for (let seq = 1; seq <= 400; seq++) {
      const row = tryReading(() => select.get(seq));
      if (row) messages.set(String(row.id), String(row.content));
    }
  } catch {
    // no such table, or no table can be read: nothing is readable
  } finally {
    db.close();
  }
  return messages;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function open(path: string): DatabaseSync | undefined {
  try {
    return new DatabaseSync(path, { readOnly: true });
  } catch {
    return; // no database any more
  }
}

function tryReading<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return; // this one is damaged
  }
}
