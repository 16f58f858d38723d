/** Why a database cannot be opened, in one line: its path, what is wrong, and the way out. */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { isStorageFull } from "@/lib/errors.ts";
import { requireUsable, UnusableDatabaseError } from "./backup.ts";
import { listBackups } from "./backup_folder.ts";

/** The file is left as it is. */
export class DatabaseOpenError extends Error {
  override name = "DatabaseOpenError";
}

/** What stands in the way of starting on it. `dataDir` is where its backups lie. */
export function explainOpenError(path: string, error: unknown, dataDir: string): DatabaseOpenError {
  if (error instanceof DatabaseOpenError) return error;
  const reason = isDiskFull(path, error)
    ? diskFull
    : error instanceof UnusableDatabaseError
    ? error.reason
    : error instanceof Error
    ? error.message
    : String(error);
  return new DatabaseOpenError(`${path}: ${oneLine(reason)}. ${advise(reason, dataDir)}`, { cause: error });
}

/** For one that holds no chats although it should. */
export function refuseDamaged(path: string, problem: string, dataDir: string): DatabaseOpenError {
  return new DatabaseOpenError(`${path}: ${oneLine(problem)}. ${restoreAdvice(dataDir)}`);
}

/** SQLite quotes what it stumbles on, which can be a table's whole definition. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

function advise(reason: string, dataDir: string): string {
  if (reason === diskFull) return "Free some space and start again.";
  if (/locked/.test(reason)) return "Another program holds it. End that program first.";
  if (/readonly|unable to open|I\/O error|os error/.test(reason)) {
    return "Check that it and its folder exist, belong to you and can be written, or set DATA_DIR.";
  }
  return `It is damaged or no chat database. ${restoreAdvice(dataDir)}`;
}

const diskFull = "its disk is full";
const leastRoom = 1024 * 1024;

/** What SQLite cannot get for its shared memory it calls an I/O error. */
function isDiskFull(path: string, error: unknown): boolean {
  if (isStorageFull(error)) return true;
  if (!(error instanceof Error) || !/disk I\/O error/.test(error.message)) return false;
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize < leastRoom;
}

function restoreAdvice(dataDir: string): string {
  const newest = listBackups(dataDir).find(isGood);
  return newest
    ? `Put the newest good backup in its place: deno task restore ${newest} (the executable: chat-webui restore)`
    : "Restore a backup with deno task restore FILE (the executable: chat-webui restore FILE), or set " +
      "DATABASE_PATH to another file.";
}

function isGood(path: string): boolean {
  try {
    requireUsable(path);
    return true;
  } catch (error) {
    if (error instanceof UnusableDatabaseError) return false;
    throw error;
  }
}
