/**
 * Whole copies of the database: made while it is in use, verified, and put in place only when they are good.
 *
 * `backup()` blocks its thread for as long as it copies: a running server calls this from a worker.
 */
import { backup, DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { migrations } from "./migrations/mod.ts";

/** The file is no usable chat database; the message names it, what is wrong, and the way out. */
export class UnusableDatabaseError extends Error {
  override name = "UnusableDatabaseError";
}

/** A verified copy of a database that may be in use. Nothing is left at `to` when it fails. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`;
  Deno.mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    Deno.openSync(partial, { write: true, create: true, truncate: true, mode: 0o600 }).close();
    const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
    try {
      await backup(source, partial);
    } finally {
      source.close();
    }
    leaveWalMode(partial);
    requireUsable(partial);
    syncFile(partial);
    Deno.renameSync(partial, to);
  } catch (error) {
    removeFiles(partial);
    throw error;
  }
}

/** Throws UnusableDatabaseError for a file that is damaged, none of ours, or from a newer version. */
export function requireUsable(path: string): void {
  const { version, problems } = inspect(path);
  const newest = migrations.at(-1)!.version;
  if (version > newest) {
    throw new UnusableDatabaseError(
      `${path}: from a newer Chat WebUI (schema ${version}, this one knows ${newest}). Use the newer version.`,
    );
  }
  if (version === 0) {
    throw new UnusableDatabaseError(`${path}: no database of Chat WebUI. Choose a file that backup made.`);
  }
  if (problems.length > 0) {
    throw new UnusableDatabaseError(`${path}: damaged (${firstFinding(problems)}). Choose another backup.`);
  }
}

/** Removes a database with what SQLite keeps beside it. */
export function removeFiles(path: string): void {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) removeFile(path + suffix);
}

/** So that the copy can be read without files beside it, also where nobody may write; a server turns it on again. */
function leaveWalMode(path: string): void {
  const db = new DatabaseSync(path);
  db.exec("pragma journal_mode = delete");
  db.close();
}

/** What SQLite finds comes in many lines, the first of which only names the database. */
function firstFinding(problems: string[]): string {
  const lines = problems.join("\n").split("\n");
  return lines.find((line) => !line.startsWith("***")) ?? lines[0]!;
}

function inspect(path: string): { version: number; problems: string[] } {
  requireFile(path);
  // SQLite makes files beside a database in WAL mode even to read it: what nobody had before is taken away again.
  const added = ["-wal", "-shm"].map((suffix) => path + suffix).filter((file) => !exists(file));
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const version = Number(db.prepare("pragma user_version").get()!.user_version);
    const answers = db.prepare("pragma integrity_check(5)").all().map((row) => String(row.integrity_check));
    const sessions = db.prepare("select 1 from sqlite_schema where name = 'sessions'").get();
    return { version: sessions ? version : 0, problems: answers.filter((answer) => answer !== "ok") };
  } catch (error) {
    throw new UnusableDatabaseError(
      `${path}: cannot be read as a database (${(error as Error).message}). Choose another file.`,
      { cause: error },
    );
  } finally {
    db?.close();
    added.forEach(removeFile);
  }
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function removeFile(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function requireFile(path: string): void {
  try {
    if (Deno.statSync(path).isFile) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new UnusableDatabaseError(`${path}: there is no such file.`);
}

function syncFile(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  file.syncSync();
}
