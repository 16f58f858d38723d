/**
 * What is looked at before SQLite may write into a database that is there already.
 *
 * SQLite writes into a damaged file as if it were whole, deletes a log beside an empty one, and makes its tables
 * in any other program's database. Here nothing is changed; what SQLite would throw away is copied first.
 */
import { basename, dirname, join } from "node:path";
import { copyFile, hasSameBytes, isThere, removeFiles, sizeOf } from "./files.ts";
import { foldLogIn } from "./backup.ts";
import { listBackups } from "./backup_folder.ts";
import { inspect, type Inspection, type InspectOptions, noteTraces } from "./inspect.ts";
import type { Migration } from "./migrations/mod.ts";
import { DatabaseOpenError, refuseDamaged } from "./open_error.ts";
import { hasUnreadableFrames } from "./write_ahead_log.ts";

export interface Place {
  /** As a person knows it. */
  path: string;
  /** Where it really is: SQLite keeps its files beside that. */
  file: string;
  dataDir: string;
}

/** A larger one is looked through only after a crash: it would delay the start (2 ms for each MB). */
const quickBytes = 64 * 1024 * 1024;

/**
 * The version of its schema; 0 when there is none. Throws DatabaseOpenError, or what SQLite says; then all is as it
 * was.
 */
export function lookBeforeOpening(place: Place, steps: readonly Migration[]): number {
  const { path, file, dataDir } = place;
  const hasLog = sizeOf(`${file}-wal`) > 0;
  if (!isThere(file)) {
    if (hasLog) throw refuseDamaged(path, "is missing, although its log is there", dataDir);
    return 0;
  }
  if (sizeOf(file) === 0) {
    // Left by a start that was killed in its first moments, unless there was more than that.
    if (!hasLog && listBackups(dataDir).length === 0) return 0;
    throw refuseDamaged(path, "is empty. Remove it to begin anew, or keep your chats", dataDir);
  }
  const removeTraces = noteTraces(file);
  try {
    return requireChats(place, { steps, depth: hasLog || sizeOf(file) <= quickBytes ? "quick" : "header" });
  } catch (error) {
    removeTraces();
    throw error;
  }
}

function requireChats(
  { path, file, dataDir }: Place,
  options: Required<InspectOptions>,
): number {
  const { version, contents, problem } = look(file, options);
  const newest = options.steps.at(-1)!.version;
  if (version > newest) {
    throw new DatabaseOpenError(
      `${path}: written by a newer Chat WebUI (schema ${version}, this one knows ${newest}). ` +
        "Start the newer version, or set DATA_DIR to another folder.",
    );
  }
  if (problem) throw refuseDamaged(path, `damaged (${problem})`, dataDir);
  if (contents === "foreign" || (contents === "empty") !== (version === 0)) {
    throw refuseDamaged(path, "no database of Chat WebUI", dataDir);
  }
  return version;
}

/**
 * A start that was killed while it turned the log on leaves a rollback journal, which must be played back before
 * anything can be read: on a copy, since nothing is known of the file yet.
 */
function look(file: string, options: InspectOptions): Inspection {
  if (sizeOf(`${file}-journal`) === 0) return inspect(file, options);
  const copy = `${file}.looking`;
  removeFiles(copy);
  try {
    for (const suffix of ["", "-wal", "-journal"]) {
      if (isThere(file + suffix)) copyFile(file + suffix, copy + suffix);
    }
    foldLogIn(copy);
    return inspect(copy, options);
  } finally {
    removeFiles(copy);
  }
}

/**
 * Copies a database whose log is damaged, with the log, to a folder beside it: what SQLite cannot read of it is
 * gone after opening. Gives the folder, or null when there was no need.
 */
export function keepDamagedLog({ file, now }: { file: string; now: Date }): string | null {
  const log = `${file}-wal`;
  if (!hasUnreadableFrames(log)) return null;
  const [folder, name] = [dirname(file), basename(file)];
  const isKept = (kept: string) => hasSameBytes(join(kept, `${name}-wal`), log);
  const former = listDamaged(folder).find(isKept);
  if (former) return former; // a start that was killed before it got further
  const kept = join(folder, `${damagedPrefix}${now.toISOString().replace(/[:.]/g, "-")}`);
  Deno.mkdirSync(kept, { mode: 0o700 });
  copyFile(file, join(kept, name));
  copyFile(log, join(kept, `${name}-wal`));
  return kept;
}

const damagedPrefix = "damaged-";

function listDamaged(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder)).filter(({ name }) => name.startsWith(damagedPrefix))
    .map(({ name }) => join(folder, name));
}
