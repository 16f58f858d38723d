/** `backup` and `restore`: copies of the database for a person, each verified before it counts. */
import { dirname, resolve } from "node:path";
import type { Env } from "@/lib/config/env.ts";
import { copyDatabase, foldLogIn, partialOf, requireUsable } from "@/lib/db/backup.ts";
import { backupPath } from "@/lib/db/backup_folder.ts";
import { keepDamagedLog } from "@/lib/db/before_opening.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { copyFile, isThere, removeFile, removeFiles } from "@/lib/db/files.ts";
import { isStorageFull } from "@/lib/errors.ts";
import { holdDataFolder } from "./data_folder.ts";
import { explainStart, StartError } from "./start_error.ts";

/** Works while a server runs. Gives the path of the copy. */
export async function backUp(env: Env, file: string | undefined, now = new Date()): Promise<string> {
  const target = resolve(file ?? backupPath(env.dataDir, "chatbot", now));
  if (isThere(target)) {
    throw new StartError(`${target}: is there already. Choose another name; nothing was written.`);
  }
  if (!isThere(env.databasePath)) {
    throw new StartError(`${env.databasePath}: there is no database to copy. Set DATA_DIR, or use --data.`);
  }
  await explaining(target, () => copyDatabase(env.databasePath, target));
  return target;
}

/**
 * Puts a copy in the place of the database; what was there is kept beside the backups. Refuses while a server
 * runs. Killed at any moment it leaves the old database or the new one, never none.
 */
export async function restore(env: Env, file: string, now = new Date()): Promise<{ kept: string | null }> {
  requireUsable(file);
  const folder = holdDataFolder(env.dataDir, env.databasePath);
  try {
    const { dataDir, databasePath: path } = env;
    const kept = await explaining(
      path,
      () => replace(path, { by: file, kept: backupPath(dataDir, "before-restore", now) }),
    );
    openDatabase(path, { dataDir }).close(); // migrates an older copy, and shows at once that it opens
    return { kept };
  } finally {
    folder.release();
  }
}

async function replace(path: string, { by, kept }: { by: string; kept: string }): Promise<string | null> {
  const isReplaced = isThere(path);
  const target = isReplaced ? Deno.realPathSync(path) : path; // a link stays one
  const incoming = `${target}.restoring`;
  try {
    removeFiles(partialOf(incoming)); // of a restore that was killed
    await copyDatabase(by, incoming);
    if (isReplaced) await keepFormer(target, kept);
    // Nothing stays beside the old file that SQLite could take for the new one's.
    for (const suffix of ["-wal", "-shm"]) removeFile(target + suffix);
    Deno.renameSync(incoming, target);
  } catch (error) {
    removeFiles(incoming);
    throw error;
  }
  return isReplaced ? kept : null;
}

/** Leaves the old file whole without its log. */
async function keepFormer(path: string, kept: string): Promise<void> {
  keepDamagedLog({ file: path, now: new Date() });
  try {
    await copyDatabase(path, kept);
    foldLogIn(path);
  } catch (error) {
    if (isStorageFull(error)) throw error;
    copyAsItIs(path, kept); // damaged: for whoever can still read it
  }
}

/** Byte for byte, and only then under a name by which backups are found. */
function copyAsItIs(from: string, to: string): void {
  const partial = partialOf(to);
  Deno.mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  removeFiles(to);
  try {
    copyFile(from, partial);
    if (isThere(`${from}-wal`)) copyFile(`${from}-wal`, `${to}-wal`);
    Deno.renameSync(partial, to);
  } catch (error) {
    removeFile(partial);
    removeFile(`${to}-wal`);
    throw error;
  }
}

async function explaining<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explainStart(path, error);
  }
}
