/**
 * A verified copy of the database once a night, the newest seven kept.
 *
 * "Night" is when a day has gone by since the last one: a workstation that sleeps at three in the morning gets
 * its copy when it wakes. Removes nothing but its own former copies.
 */
import { removeFiles } from "@/lib/db/files.ts";
import { backupPath, listBackups, removePartialBackups } from "@/lib/db/backup_folder.ts";
import { copyAside, DamagedDatabaseError } from "@/lib/db/copy_aside.ts";
import type { Deps } from "@/lib/deps.ts";

const dayMs = 24 * 60 * 60_000;
const kept = 7;

const lookEveryMs = 60 * 60_000;

export type NightlyDeps = Pick<Deps, "db" | "log" | "now"> & { env: { dataDir: string } };

/** Looks each hour whether one is due. `stop()` breaks a copy off and resolves when nothing is left of it. */
export function startNightlyBackups(deps: NightlyDeps): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running = backUpNightly(deps, stopping.signal);
  const timer = setInterval(() => {
    running = running.then(() => backUpNightly(deps, stopping.signal));
  }, lookEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort(new Error("the server is ending"));
      await running;
    },
  };
}

/** Makes one if it is due. Catches everything: the timer only triggers. */
export async function backUpNightly({ db, env, log, now }: NightlyDeps, signal: AbortSignal): Promise<void> {
  try {
    if (db.path === ":memory:" || !isDue(db.path, { dataDir: env.dataDir, now: now() })) return;
    const target = backupPath(env.dataDir, "nightly", new Date(now()));
    removePartialBackups(env.dataDir, "nightly");
    await copyAside(db.path, target, signal);
    for (const old of listBackups(env.dataDir, "nightly").slice(kept)) removeFiles(old);
    log.info("nightly backup made", { path: target });
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof DamagedDatabaseError) db.noteDamage(error.message);
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
