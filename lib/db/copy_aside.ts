/** `copyDatabase()` on a thread of its own, for a server that goes on answering. */
import { partialOf } from "./backup.ts";
import type { CopyFailure, CopyResult } from "./backup_worker.ts";
import { removeFiles } from "./files.ts";

export class CopyError extends Error {
  override name = "CopyError";

  constructor(message: string, readonly reason: CopyFailure) {
    super(message);
  }
}

/** Rejects with a CopyError, or with the signal's reason; then nothing is left at `to`. */
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
  worker.onmessage = ({ data }: MessageEvent<CopyResult>) => {
    end();
    if (data.error === null) resolve();
    else reject(new CopyError(data.error, data.reason));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end();
    reject(new CopyError(event.message, "other"));
  };
  worker.postMessage({ from, to });
  if (signal.aborted) abort();
  return promise;
}
