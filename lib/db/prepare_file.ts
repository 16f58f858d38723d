/**
 * All that is done with a database's files before there is a connection to it: closing any other descriptor of a
 * file takes SQLite's locks on it away.
 */
import { copyClosedDatabase } from "./backup.ts";
import { backupPath, listBackups, removePartialBackups } from "./backup_folder.ts";
import { keepDamagedLog, lookBeforeOpening } from "./before_opening.ts";
import { isThere } from "./files.ts";
import type { Migration } from "./migrations/mod.ts";
import { refuseDamaged } from "./open_error.ts";

export interface PrepareOptions {
  steps: readonly Migration[];
  /** Where its backups lie. */
  dataDir: string;
  /** Told of the folder with a copy when a part of its log could not be read. */
  onDamagedLog?: (folder: string) => void;
}

/** Gives the version of its schema, 0 for a new file. Throws what lookBeforeOpening() throws. */
export function prepareFile(path: string, { steps, dataDir, onDamagedLog }: PrepareOptions): number {
  const file = isThere(path) ? Deno.realPathSync(path) : path;
  if (isThere(file)) requireWritable(path, { file, dataDir });
  const version = lookBeforeOpening({ path, file, dataDir }, steps);
  createPrivateFile(path);
  const kept = keepDamagedLog({ file, now: new Date() });
  if (kept) onDamagedLog?.(kept);
  if (version > 0 && version < steps.at(-1)!.version) keepFormerSchema(file, dataDir);
  return version;
}

/** SQLite opens what it may only read, and says so at the first write: by its mode, or by a byte in its header. */
function requireWritable(path: string, { file, dataDir }: { file: string; dataDir: string }): void {
  using opened = Deno.openSync(file, { read: true, write: true });
  const header = new Uint8Array(20);
  opened.readSync(header);
  const isSqlite = new TextDecoder().decode(header).startsWith("SQLite format 3\0");
  if (isSqlite && Math.max(header[18]!, header[19]!) > newestFormat) {
    throw refuseDamaged(path, "damaged (its header is of no format that is known)", dataDir);
  }
}

/** 2 is a write-ahead log's. */
const newestFormat = 2;

function createPrivateFile(path: string): void {
  try {
    Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

/** A verified copy before the schema changes. The server holds the folder: nobody else writes meanwhile. */
function keepFormerSchema(file: string, dataDir: string): void {
  removePartialBackups(dataDir, "before-schema");
  const [former] = listBackups(dataDir, "before-schema");
  copyClosedDatabase(file, backupPath(dataDir, "before-schema", new Date()), former);
}
