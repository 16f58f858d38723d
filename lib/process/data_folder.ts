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

/** Holds the folder, and the database's too when it lies elsewhere, also behind a link. Throws StartError. */
export function holdDataFolder(dataDir: string, databasePath: string): DataFolder {
  const folders = [resolve(dataDir), resolve(dirname(databasePath))].map(makeFolder);
  const locks: Deno.FsFile[] = [];
  const release = () => locks.splice(0).forEach((lock) => lock.close());
  try {
    for (const folder of new Set([...folders, folderOf(databasePath)])) locks.push(lockFolder(folder));
    return { release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Where it really is: by another name it is the same folder. */
function makeFolder(folder: string): string {
  return explaining(folder, () => {
    Deno.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return Deno.realPathSync(folder);
  });
}

function folderOf(path: string): string {
  try {
    return dirname(Deno.realPathSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return Deno.realPathSync(dirname(path));
    throw explain(path, error);
  }
}

function lockFolder(folder: string): Deno.FsFile {
  const lock = explaining(folder, () => {
    return Deno.openSync(join(folder, "server.lock"), { create: true, write: true, mode: 0o600 });
  });
  if (lock.tryLockSync(true)) return lock;
  lock.close();
  throw new StartError(
    `${folder}: another Chat WebUI is already using this folder. Stop it, or choose another one with --data.`,
  );
}

function explaining<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(folder, error);
  }
}

function explain(folder: string, error: unknown): StartError {
  const reason = (error as Error).message;
  return new StartError(
    `${folder}: this data folder cannot be used (${reason}). ` +
      "Make it a folder that you can write to, or choose another one with --data.",
    { cause: error },
  );
}
