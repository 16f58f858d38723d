/** `copyDatabase()` on a thread of its own, for a server that goes on answering. */
import { partialOf } from "./backup.ts";
import type { CopyResult } from "./backup_worker.ts";
import { removeFiles } from "./files.ts";

/** The copy showed that the database is damaged. */
export class DamagedDatabaseError extends Error {
  override name = "DamagedDatabaseError";
}

/** Rejects with the reason in words, or with the signal's reason; then nothing is left at `to`. */
export function copyAside(from: string, to: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL("./backup_worker.ts", import.meta.url), { type: "module" });
  const end = () => {
    signal.removeEventListener("abort", abort);
    worker.terminate();
  };
  const abort = () => {
    end();
    removeFiles(partialOf(to));
    reject(signal.reason);
  };
  signal.addEventListener("abort", abort);
  worker.onmessage = ({ data: { error, isDamaged } }: MessageEvent<CopyResult>) => {
    end();
    if (error === null) resolve();
    else reject(isDamaged ? new DamagedDatabaseError(error) : new Error(error));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end();
    reject(new Error(event.message));
  };
  worker.postMessage({ from, to });
  if (signal.aborted) abort();
  return promise;
}
