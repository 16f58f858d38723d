/** What must hold of a damaged data folder after a server started on it, or refused to. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Hashes, hashFiles, readMessages } from "./evidence.ts";

export interface Evidence {
  hashes: Hashes;
  /** After the damage. */
  readable: Map<string, string>;
  /** Before it. */
  whole: Map<string, string>;
  isLog: boolean;
}

export function judgeStarted(folder: string, { hashes, readable, whole, isLog }: Evidence): void {
  const after = hashFiles(folder);
  const kept = new Set(after.values());
  for (const [path, hash] of hashes) {
    if (!isOurs(path)) assert.ok(kept.has(hash), `${path} is gone or changed`);
  }
  const now = readMessages(join(folder, "chatbot.db"));
  for (const [id, content] of readable) {
    // The reply that was being written gets its pieces when it is recovered.
    assert.ok(now.get(id)?.startsWith(content), `the message ${id} could be read before`);
  }
  const missing = [...whole.keys()].filter((id) => !now.has(id));
  if (missing.length === 0 || !isLog) return;
  for (const path of ["chatbot.db", "chatbot.db-wal"]) {
    const hash = hashes.get(path);
    assert.ok(hash === undefined || kept.has(hash), `${missing.length} messages are lost, and so is ${path}`);
  }
}

export function judgeRefused(folder: string, { hashes, refusal }: { hashes: Hashes; refusal: string }): void {
  assert.match(refusal, /^[^\n]+$/, `more than one line: ${refusal}`);
  assert.ok(refusal.includes(folder), `no path: ${refusal}`);
  assert.match(
    refusal,
    /deno task restore|--data|chmod 600|DATA_DIR|DATABASE_PATH|CONFIG_KEY/,
    `no way out: ${refusal}`,
  );
  const after = hashFiles(folder);
  for (const [path, hash] of hashes) {
    if (path.endsWith("-shm")) continue; // SQLite's scratch memory
    assert.equal(after.get(path), hash, `${path} was changed`);
  }
  for (const path of after.keys()) assert.ok(hashes.has(path) || path === "server.lock", `${path} is new`);
}

/** What a server that started may change: its database through SQLite, and the lock. */
function isOurs(path: string): boolean {
  return /^(chatbot\.db(-wal|-shm|-journal)?|server\.lock|.*\.partial)$/.test(path);
}
