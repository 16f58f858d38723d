/** Copies a database on a thread of its own, since SQLite's backup blocks the one it runs on. */
/// <reference lib="deno.worker" />
import { isDatabaseDamaged, isStorageFull } from "@/lib/errors.ts";
import { copyDatabase, UnusableDatabaseError } from "./backup.ts";

/** `damaged`: it was read, and is not as SQLite wrote it. */
export type CopyFailure = "damaged" | "full" | "other";

export type CopyResult = { error: null } | { error: string; reason: CopyFailure };

self.onmessage = async ({ data: { from, to } }: MessageEvent<{ from: string; to: string }>) => {
  self.postMessage(await copy(from, to));
};

async function copy(from: string, to: string): Promise<CopyResult> {
  try {
    await copyDatabase(from, to);
    return { error: null };
  } catch (error) {
    return { error: (error as Error).message, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): CopyFailure {
  if (isStorageFull(error)) return "full";
  return error instanceof UnusableDatabaseError || isDatabaseDamaged(error) ? "damaged" : "other";
}
