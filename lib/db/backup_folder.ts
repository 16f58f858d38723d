/**
 * The folder `backups` in the data folder: names that sort by time, and which copies are there.
 *
 * Copies made by hand, nightly ones and those before a change of schema lie side by side; only nightly ones are
 * ever removed by the app.
 */
import { join } from "node:path";
import { removeFile } from "./files.ts";

export type BackupKind = "chatbot" | "nightly" | "before-schema" | "before-restore";

export function backupPath(dataDir: string, kind: BackupKind, now: Date): string {
  const stamp = now.toISOString().replace(/[:.]/g, "-").replace("T", "_").replace("Z", "");
  return join(backupFolder(dataDir), `${kind}-${stamp}.db`);
}

/** Newest first; none when there is no such folder. */
export function listBackups(dataDir: string, kind?: BackupKind): string[] {
  const folder = backupFolder(dataDir);
  return names(folder)
    .filter((name) => name.endsWith(".db") && (!kind || name.startsWith(`${kind}-`)))
    .map((name) => ({ name, time: name.replace(/^[a-z-]+-(?=\d{4}-)/, "") }))
    .sort((a, b) => a.time < b.time ? 1 : -1)
    .map(({ name }) => join(folder, name));
}

/** What killed starts and nights left behind. Not of kinds that another process may be making. */
export function removePartialBackups(dataDir: string, kind: "nightly" | "before-schema"): void {
  const folder = backupFolder(dataDir);
  names(folder).filter((name) => name.startsWith(`${kind}-`) && /\.db\.partial(-\w+)?$/.test(name))
    .forEach((name) => removeFile(join(folder, name)));
}

function backupFolder(dataDir: string): string {
  return join(dataDir, "backups");
}

function names(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}
