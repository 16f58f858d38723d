/**
 * The folder `backups` in the data folder: names that sort by time, and which copies are there.
 *
 * Copies made by hand, nightly ones and those before a change of schema lie side by side; only nightly ones are
 * ever removed by the app.
 */
import { basename, join } from "node:path";
import { isThere, removeFile } from "./files.ts";

const kinds = ["chatbot", "nightly", "before-schema", "before-restore"] as const;

/** `chatbot` ones are made by hand. */
export type BackupKind = (typeof kinds)[number];

export interface BackupFile {
  name: string;
  path: string;
  kind: BackupKind;
  /** ISO 8601. */
  madeAt: string;
  bytes: number;
}

export function backupPath(dataDir: string, kind: BackupKind, now: Date): string {
  const stamp = now.toISOString().replace(/[:.]/g, "-").replace("T", "_").replace("Z", "");
  return join(backupFolder(dataDir), `${kind}-${stamp}.db`);
}

/** Newest first; none when there is no such folder, or it cannot be read. */
export function listBackups(dataDir: string, kind?: BackupKind): string[] {
  const folder = backupFolder(dataDir);
  return names(folder)
    .filter((name) => name.endsWith(".db") && (!kind || name.startsWith(`${kind}-`)))
    .map((name) => ({ name, time: name.replace(/^[a-z-]+-(?=\d{4}-)/, "") }))
    .sort((a, b) => a.time < b.time ? 1 : -1)
    .map(({ name }) => join(folder, name));
}

/**
 * What is known of them without opening them; newest first. A link is none.
 *
 * @param except the database in use, which may lie there: closing a descriptor of it lets go of SQLite's locks
 */
export function describeBackups(dataDir: string, { except }: { except: string }): BackupFile[] {
  return listBackups(dataDir).flatMap((path) => {
    const found = Deno.lstatSync(path);
    if (!found.isFile || isSameFile(path, except)) return [];
    const name = basename(path);
    const kind = kinds.find((kind) => name.startsWith(`${kind}-`)) ?? "chatbot";
    return [{ name, path, kind, madeAt: timeIn(name) ?? found.mtime!.toISOString(), bytes: found.size }];
  });
}

/** What killed starts and nights left behind. Not of kinds that another process may be making. */
export function removePartialBackups(dataDir: string, kind: "nightly" | "before-schema"): void {
  const folder = backupFolder(dataDir);
  names(folder).filter((name) => name.startsWith(`${kind}-`) && /\.db\.partial(-\w+)?$/.test(name))
    .forEach((name) => removeFile(join(folder, name)));
}

/** What `backupPath()` wrote into it. */
function timeIn(name: string): string | undefined {
  const [, day, hour, minute, second, ms] =
    /(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)-(\d{3})\.db$/.exec(name) ??
      [];
  const time = new Date(`${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function isSameFile(one: string, other: string): boolean {
  return isThere(other) && Deno.realPathSync(one) === Deno.realPathSync(other);
}

function backupFolder(dataDir: string): string {
  return join(dataDir, "backups");
}

function names(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    const { NotFound, NotADirectory, PermissionDenied } = Deno.errors;
    if ([NotFound, NotADirectory, PermissionDenied].some((none) => error instanceof none)) return [];
    throw error;
  }
}
