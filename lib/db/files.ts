/** A database's files: the one that has its name, and those that SQLite keeps beside it. */

export function isThere(path: string): boolean {
  return ifFound(() => Deno.lstatSync(path)) !== undefined;
}

/** 0 when there is none. */
export function sizeOf(path: string): number {
  return ifFound(() => Deno.statSync(path))?.size ?? 0;
}

export function removeFile(path: string): void {
  ifFound(() => Deno.removeSync(path));
}

/** Removes a database with what SQLite keeps beside it. */
export function removeFiles(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) removeFile(path + suffix);
}

export function syncFile(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  file.syncSync();
}

/** Private, durable, and never over another file. Not of a database that this process has open: see below. */
export function copyFile(from: string, to: string): void {
  Deno.openSync(to, { write: true, createNew: true, mode: 0o600 }).close();
  // Closing any descriptor of a database lets go of the locks that SQLite has on it.
  Deno.copyFileSync(from, to);
  Deno.chmodSync(to, 0o600);
  syncFile(to);
}

export function hasSameBytes(one: string, other: string): boolean {
  if (!isThere(one) || !isThere(other) || sizeOf(one) !== sizeOf(other)) return false;
  using a = Deno.openSync(one);
  using b = Deno.openSync(other);
  const [left, right] = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)];
  while (true) {
    const count = fill(a, left);
    if (count !== fill(b, right)) return false;
    if (count === 0) return true;
    for (let index = 0; index < count; index++) if (left[index] !== right[index]) return false;
  }
}

const pieceBytes = 256 * 1024;

function fill(file: Deno.FsFile, bytes: Uint8Array): number {
  let filled = 0;
  for (let count; (count = file.readSync(bytes.subarray(filled))) !== null;) {
    filled += count;
    if (filled === bytes.length) break;
  }
  return filled;
}

function ifFound<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
}
