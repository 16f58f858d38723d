/**
 * A verified copy of the database once a night, the newest seven kept.
 *
 * "Night" is when a day has gone by since the last one: a workstation that sleeps at three in the morning gets
 * its copy when it wakes. Removes nothing but its own former copies.
 */
import { removeFiles } from "@/lib/db/files.ts";
import { listBackups, removePartialBackups } from "@/lib/db/backup_folder.ts";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";

const dayMs = 24 * 60 * 60_000;
const kept = 7;

const lookEveryMs = 60 * 60_000;

export type NightlyDeps = Pick<Deps, "backups" | "db" | "log" | "now"> & { env: { dataDir: string } };

/** Looks each hour whether one is due. `stop()` resolves when no look is under way; closing `backups` ends one. */
export function startNightlyBackups(deps: NightlyDeps): { stop(): Promise<void> } {
  let running = backUpNightly(deps);
  const timer = setInterval(() => {
    running = running.then(() => backUpNightly(deps));
  }, lookEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Makes one if it is due. Catches everything: the timer only triggers. */
export async function backUpNightly({ backups, db, env, log, now }: NightlyDeps): Promise<void> {
  try {
    if (db.path === ":memory:" || !isDue(db.path, { dataDir: env.dataDir, now: now() })) return;
    removePartialBackups(env.dataDir, "nightly");
    const { path } = await backups.make("nightly");
    for (const old of listBackups(env.dataDir, "nightly").slice(kept)) removeFiles(old);
    log.info("nightly backup made", { path });
  } catch (error) {
    if (error instanceof AppError && error.code === "shutdown") return;
    log.error("The nightly backup failed: {reason}", { reason: (error as Error).message });
  }
}

function isDue(path: string, { dataDir, now }: { dataDir: string; now: number }): boolean {
  // A copy from the future is of a clock that was wrong: it is no reason to wait until then.
  const times = listBackups(dataDir, "nightly").map(modifiedAt).filter((time) => time <= now + lookEveryMs);
  // The first one when there is a day's worth of chats, not with the first start.
  return now - (times.length > 0 ? Math.max(...times) : createdAt(path)) >= dayMs;
}

function modifiedAt(path: string): number {
  return Deno.statSync(path).mtime?.getTime() ?? 0;
}

function createdAt(path: string): number {
  const { birthtime, mtime } = Deno.statSync(path);
  return (birthtime ?? mtime)?.getTime() ?? 0;
}
