/** The real dependencies, built from the environment in the order in which they need each other. */
import { join } from "node:path";
import { Access } from "@/lib/access/access.ts";
import { Backups } from "@/lib/backups/backups.ts";
import { startJobs } from "@/lib/cron/jobs.ts";
import { startNightlyBackups } from "@/lib/cron/nightly_backup.ts";
import { Live } from "@/lib/chat/live.ts";
import { recoverTurns } from "@/lib/chat/recover.ts";
import { TemporaryChats } from "@/lib/chat/temporary.ts";
import { Titling } from "@/lib/chat/title.ts";
import { removeRemains } from "@/lib/chat/whole_chats.ts";
import type { Env } from "@/lib/config/env.ts";
import { openSettings } from "@/lib/config/settings.ts";
import { openVault } from "@/lib/crypto/vault.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import type { Deps } from "@/lib/deps.ts";
import { Feed } from "@/lib/feed.ts";
import { openLog } from "@/lib/log.ts";
import { openCatalog } from "@/lib/models/catalog.ts";
import { openOllama } from "@/lib/ollama/client.ts";
import { holdDataFolder } from "@/lib/process/data_folder.ts";
import { explainStart } from "@/lib/process/start_error.ts";
import { GuideHost } from "@/lib/process/guide_host.ts";
import { startCatchingUp } from "@/lib/search/catch_up.ts";
import { idMaker } from "@/lib/shared/id.ts";

export interface OpenDeps {
  deps: Deps;
  /** Ends replies with a last event, so that their readers' connections end. */
  endStreams(): Promise<void>;
  /** After that: everything else, the database's checkpoint included. */
  close(): Promise<void>;
}

/** What is to be so before anyone asks Ollama by itself. */
export type Prepare = (deps: Deps) => Promise<void>;

/** Throws StartError, DatabaseOpenError or KeyFileError, each with one line for a person. */
export async function openDeps(env: Env, prepare?: Prepare): Promise<OpenDeps> {
  const folder = holdDataFolder(env.dataDir, env.databasePath);
  try {
    const opened = await openAll(env, prepare);
    return { ...opened, close: () => opened.close().finally(folder.release) };
  } catch (error) {
    folder.release();
    throw explainStart(env.dataDir, error);
  }
}

async function openAll(env: Env, prepare?: Prepare): Promise<OpenDeps> {
  const log = openLog({ level: env.logLevel, format: env.logFormat });
  const now = Date.now;
  const vault = await openVault({
    keyFile: join(env.dataDir, "config.key"),
    configKey: env.configKey,
    previous: env.configKeyPrevious,
  });
  const db = openDatabase(env.databasePath, {
    dataDir: env.dataDir,
    onDamagedLog: (folder) => log.error(damagedLog, { folder }),
    onDamage: (reason) => log.error(damage, { path: env.databasePath, reason }),
  });
  const settings = await openSettings({ db, vault, env, now });
  const ollama = openOllama({ address: () => settings.address(), idleMs: env.upstreamIdleMs });
  const guide = new GuideHost({ db, settings, now });
  await guide.resume();
  const deps: Deps = {
    env,
    db,
    settings,
    backups: new Backups({ db, env, now }),
    access: new Access({ db, password: env.accessPassword, now }),
    ollama,
    log,
    now,
    newId: idMaker(now),
    guideAddress: () => guide.address(),
    live: new Live({ bufferSize: env.sseBuffer, graceMs: env.streamGraceMs }),
    sessionEvents: new Feed(),
    titling: new Titling(),
    temporary: new TemporaryChats(() => deps),
    plugins: [],
    catalog: openCatalog({ db, ollama, log, now }),
  };
  removeRemains(db);
  const interrupted = recoverTurns(deps);
  if (interrupted > 0) log.warning("replies were interrupted by the last end of the server", { interrupted });
  const problem = settings.config().key_problem;
  if (problem) log.error(problem);
  await prepare?.(deps);
  const jobs = startJobs(deps);
  const nights = startNightlyBackups(deps);
  const catchingUp = startCatchingUp(deps);
  return {
    deps,
    async endStreams() {
      deps.titling.close();
      deps.sessionEvents.end();
      await Promise.all([deps.live.shutdown(), deps.catalog.close()]);
    },
    async close() {
      await Promise.all([jobs.stop(), nights.stop(), deps.backups.close(), catchingUp.stop()]);
      await guide.close();
      deps.temporary.close();
      db.checkpoint();
      db.close();
    },
  };
}

const damagedLog =
  "the database's log was damaged: its last changes may be missing; all of it is kept in {folder}";
const damage =
  "{path} is damaged ({reason}): stop the server; the next start names the newest good backup, or use restore";
