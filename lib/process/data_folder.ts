/**
 * The data folder: made for its owner only, and held by one server at a time.
 *
 * The lock is the operating system's and goes with the process, however that ends.
 */
import { dirname, join, resolve } from "node:path";
import { StartError } from "./start_error.ts";

export interface DataFolder {
  release(): void;
}

/** Holds the folder, and the database's too when it lies elsewhere. Throws StartError. */
export function holdDataFolder(dataDir: string, databasePath: string): DataFolder {
  const folders = new Set([resolve(dataDir), resolve(dirname(databasePath))]);
  const locks: Deno.FsFile[] = [];
  const release = () => locks.splice(0).forEach((lock) => lock.close());
  try {
    for (const folder of folders) locks.push(lockFolder(folder));
    return { release };
  } catch (error) {
    release();
    throw error;
  }
}

function lockFolder(folder: string): Deno.FsFile {
  const lock = openLockFile(folder);
  if (lock.tryLockSync(true)) return lock;
  lock.close();
  throw new StartError(
    `${folder}: another Chat WebUI is already using this folder. Stop it, or choose another one with --data.`,
  );
}

function openLockFile(folder: string): Deno.FsFile {
  try {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return Deno.openSync(join(folder, "server.lock"), { create: true, write: true, mode: 0o600 });
  } catch (error) {
    throw new StartError(
      `${folder}: this data folder cannot be used (${(error as Error).message}). ` +
        "Make it a folder that you can write to, or choose another one with --data.",
      { cause: error },
    );
  }
}
