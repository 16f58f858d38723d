/** `backup` and `restore`: copies of the database for a person, each verified before it counts. */
import { resolve } from "node:path";
import type { Env } from "@/lib/config/env.ts";
import { copyDatabase, removeFiles, requireUsable } from "@/lib/db/backup.ts";
import { backupPath } from "@/lib/db/backup_folder.ts";
import { openDatabase } from "@/lib/db/database.ts";
import { holdDataFolder } from "./data_folder.ts";
import { StartError } from "./start_error.ts";

/** Works while a server runs. Gives the path of the copy. */
export async function backUp(env: Env, file: string | undefined, now = new Date()): Promise<string> {
  const target = resolve(file ?? backupPath(env.dataDir, "chatbot", now));
  if (exists(target)) {
    throw new StartError(`${target}: is there already. Choose another name; nothing was written.`);
  }
  if (!exists(env.databasePath)) {
    throw new StartError(`${env.databasePath}: there is no database to copy. Set DATA_DIR, or use --data.`);
  }
  await copyDatabase(env.databasePath, target);
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
    const incoming = `${env.databasePath}.restoring`;
    await copyDatabase(file, incoming);
    const kept = exists(env.databasePath) ? await keepFormer(env, now) : null;
    Deno.renameSync(incoming, env.databasePath);
    openDatabase(env.databasePath).close(); // migrates an older copy, and shows at once that it opens
    return { kept };
  } finally {
    folder.release();
  }
}

/** Leaves nothing beside the old file that SQLite could take for the new one's. */
async function keepFormer(env: Env, now: Date): Promise<string> {
  const kept = backupPath(env.dataDir, "before-restore", now);
  try {
    await copyDatabase(env.databasePath, kept);
    const db = openDatabase(env.databasePath);
    db.checkpoint();
    db.close();
  } catch {
    // Damaged: kept byte for byte, for whoever can still read it.
    copyFiles(env.databasePath, kept);
  }
  for (const suffix of ["-wal", "-shm"]) removeFiles(env.databasePath + suffix);
  return kept;
}

function copyFiles(from: string, to: string): void {
  Deno.mkdirSync(resolve(to, ".."), { recursive: true, mode: 0o700 });
  for (const suffix of ["", "-wal"]) {
    if (exists(from + suffix)) Deno.copyFileSync(from + suffix, to + suffix);
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
