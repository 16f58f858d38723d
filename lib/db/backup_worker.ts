/** Copies a database on a thread of its own, since SQLite's backup blocks the one it runs on. */
/// <reference lib="deno.worker" />
import { isDatabaseDamaged } from "@/lib/errors.ts";
import { copyDatabase, UnusableDatabaseError } from "./backup.ts";

export interface CopyResult {
  error: string | null;
  /** It was read, and is not as SQLite wrote it. */
  isDamaged: boolean;
}

self.onmessage = async ({ data: { from, to } }: MessageEvent<{ from: string; to: string }>) => {
  self.postMessage(await copy(from, to));
};

async function copy(from: string, to: string): Promise<CopyResult> {
  try {
    await copyDatabase(from, to);
    return { error: null, isDamaged: false };
  } catch (error) {
    const isDamaged = error instanceof UnusableDatabaseError || isDatabaseDamaged(error);
    return { error: (error as Error).message, isDamaged };
  }
}
