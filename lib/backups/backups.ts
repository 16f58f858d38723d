/**
 * The copies of the database in the data folder: which there are, and making another while the server runs.
 *
 * One is made at a time, on a thread of its own. Knows nothing of when (lib/cron) and where they are shown
 * (lib/pages). Putting one back is a command (lib/process/backup_commands.ts), since no server may run meanwhile.
 */
import { type BackupFile, backupPath, describeBackups } from "@/lib/db/backup_folder.ts";
import { copyAside, CopyError } from "@/lib/db/copy_aside.ts";
import type { Deps } from "@/lib/deps.ts";
import { AppError, NotFoundError } from "@/lib/errors.ts";

export type { BackupFile };

export type BackupsDeps = Pick<Deps, "db" | "now"> & { env: { dataDir: string } };

/** What asks for one: a person, or the night. */
export type MadeKind = "chatbot" | "nightly";

export class Backups {
  readonly #ending = new AbortController();
  #running: { kind: MadeKind; made: Promise<BackupFile> } | undefined;

  constructor(private readonly deps: BackupsDeps) {}

  /** Newest first. */
  list(): BackupFile[] {
    const { db, env } = this.deps;
    return describeBackups(env.dataDir, { except: db.path });
  }

  /** Only what is in the list has a name. Throws NotFoundError. */
  get(name: string): BackupFile {
    const backup = this.list().find((backup) => backup.name === name);
    if (!backup) throw new NotFoundError("backup", name);
    return backup;
  }

  /** While one of the same kind is being made it is that one; else it waits. Throws AppError; then there is none. */
  make(kind: MadeKind): Promise<BackupFile> {
    if (this.#running?.kind === kind) return this.#running.made;
    const made = this.#makeAfter(this.#running?.made, kind);
    const running = this.#running = { kind, made };
    const end = () => {
      if (this.#running === running) this.#running = undefined;
    };
    made.then(end, end);
    return made;
  }

  /** Breaks off what is being made; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#ending.abort(new AppError("shutdown", "The server is ending."));
    await this.#running?.made.catch(() => {});
  }

  async #makeAfter(former: Promise<unknown> | undefined, kind: MadeKind): Promise<BackupFile> {
    await former?.catch(() => {});
    const { db, env, now } = this.deps;
    const path = backupPath(env.dataDir, kind, new Date(now()));
    try {
      await copyAside(db.path, path, this.#ending.signal);
    } catch (error) {
      if (!(error instanceof CopyError)) throw error;
      if (error.reason === "damaged") db.noteDamage(error.message);
      throw explain(error);
    }
    return this.list().find((backup) => backup.path === path)!;
  }
}

function explain(error: CopyError): AppError {
  if (error.reason === "full") {
    const message = "The disk with the backups is full: none was made. Free some space and try again.";
    return new AppError("storage_full", message, { cause: error });
  }
  const advice = error.reason === "damaged"
    ? "Stop the server: its next start names the newest good backup."
    : "Check that the folder of the backups belongs to you and can be written.";
  const message = `No backup was made (${error.message.replace(/\.$/, "")}). ${advice}`;
  return new AppError("database_unavailable", message, { cause: error });
}
