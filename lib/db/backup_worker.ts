/** Copies a database on a thread of its own, since SQLite's backup blocks the one it runs on. */
/// <reference lib="deno.worker" />
import { copyDatabase } from "./backup.ts";

self.onmessage = async ({ data: { from, to } }: MessageEvent<{ from: string; to: string }>) => {
  try {
    await copyDatabase(from, to);
    self.postMessage({ error: null });
  } catch (error) {
    self.postMessage({ error: (error as Error).message });
  }
};
