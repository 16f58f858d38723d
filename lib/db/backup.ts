/**
 * Whole copies of the database: made while it is in use, verified, and put in place only when they are good.
 *
 * `backup()` blocks its thread for as long as it copies: a running server calls this from a worker.
 */
import { backup, DatabaseSync } from "node:sqlite";
import { dirname } from "node:path";
import { copyFile, hasSameBytes, isThere, removeFile, removeFiles, sizeOf, syncFile } from "./files.ts";
import { inspect, type Inspection, noteTraces } from "./inspect.ts";
import { migrations } from "./migrations/mod.ts";

/** The file is no usable chat database; the message names it, what is wrong, and the way out. */
export class UnusableDatabaseError extends Error {
  override name = "UnusableDatabaseError";

  constructor(path: string, readonly reason: string, advice: string, options?: ErrorOptions) {
    super(`${path}: ${reason}. ${advice}`.trim(), options);
  }
}

/** A verified copy of a database that may be in use. Nothing is left at `to` when it fails. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const partial = partialOf(to);
  Deno.mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    Deno.openSync(partial, { write: true, create: true, truncate: true, mode: 0o600 }).close();
    const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 });
    try {
      // In one step: between steps SQLite lets go of what it reads, and each write meanwhile makes it begin anew.
      await backup(source, partial, { rate: -1 });
    } finally {
      source.close();
    }
    finishCopy(partial, { from, to });
  } catch (error) {
    removeFiles(partial);
    throw error;
  }
}

/** The same for a database that nobody has open, at once. Gives an equal copy that is there already. */
export function copyClosedDatabase(from: string, to: string, former: string | undefined): string {
  const partial = partialOf(to);
  Deno.mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    for (const suffix of ["", "-wal"]) {
      if (sizeOf(from + suffix) > 0) copyFile(from + suffix, partial + suffix);
    }
    finishCopy(partial, { from, to });
  } catch (error) {
    removeFiles(partial);
    throw error;
  }
  if (former === undefined || !hasSameBytes(former, to)) return to;
  removeFile(to);
  return former;
}

/** What a copy is called until it is whole. */
export function partialOf(path: string): string {
  return `${path}.partial`;
}

/** Throws UnusableDatabaseError for a file that is damaged, none of ours, or from a newer version. */
export function requireUsable(path: string, called = path): void {
  const { version, contents, problem } = examine(path, called);
  const newest = migrations.at(-1)!.version;
  if (version > newest) {
    const reason = `from a newer Chat WebUI (schema ${version}, this one knows ${newest})`;
    throw new UnusableDatabaseError(called, reason, "Use the newer version.");
  }
  if (version === 0 || contents !== "chats") {
    throw new UnusableDatabaseError(called, "no database of Chat WebUI", "Choose a file that backup made.");
  }
  if (problem) throw new UnusableDatabaseError(called, `damaged (${problem})`, "Choose another backup.");
}

function examine(path: string, called: string): Inspection {
  requireFile(path);
  const file = Deno.realPathSync(path);
  const removeTraces = noteTraces(file);
  try {
    return inspect(file, { depth: "whole" });
  } catch (error) {
    const reason = `cannot be read as a database (${(error as Error).message})`;
    throw new UnusableDatabaseError(called, reason, "Choose another file.", { cause: error });
  } finally {
    removeTraces();
  }
}

/** Verified and durable before it has its name. */
function finishCopy(partial: string, { from, to }: { from: string; to: string }): void {
  leaveWalMode(partial);
  requireUsable(partial, from);
  syncFile(partial);
  Deno.renameSync(partial, to);
}

/** A database that nobody has open is whole without its log, or journal, then. */
export function foldLogIn(path: string): void {
  write(path, "pragma wal_checkpoint(truncate)");
}

/** So that the copy can be read without files beside it, also where nobody may write; a server turns it on again. */
function leaveWalMode(path: string): void {
  write(path, "pragma journal_mode = delete");
}

function write(path: string, sql: string): void {
  const db = new DatabaseSync(path, { timeout: 5000 });
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

function requireFile(path: string): void {
  if (isThere(path) && Deno.statSync(path).isFile) return;
  throw new UnusableDatabaseError(path, "there is no such file", "");
}
