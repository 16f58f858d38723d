/**
 * The one SQLite file: opening, migrating, transactions.
 *
 * Owns the pragmas and when a write is durable. Knows no table: those are beside it, one file each.
 * Commits of `transaction()` survive a power cut (synchronous=FULL); writes inside `relaxed()` survive a
 * killed process, and a power cut from the next transaction on.
 */
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { requireUsable } from "./backup.ts";
import { backupPath, listBackups } from "./backup_folder.ts";
import { type Migration, migrations } from "./migrations/mod.ts";

export type Value = string | number | null | Uint8Array;

export class Database {
  #sqlite: DatabaseSync;
  #statements = new Map<string, StatementSync>();

  constructor(readonly path: string, sqlite: DatabaseSync) {
    this.#sqlite = sqlite;
  }

  /** Rows are plain copies: those of node:sqlite have no prototype, which islands cannot take. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#prepare(sql).all(...values).map((row) => ({ ...row }) as Row);
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    const row = this.#prepare(sql).get(...values);
    return row && { ...row } as Row;
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** One row at a time, for what does not fit into memory. End the loop before another write. */
  *iterate<Row>(sql: string, ...values: Value[]): Generator<Row> {
    for (const row of this.#sqlite.prepare(sql).iterate(...values)) yield { ...row } as Row;
  }

  exec(sql: string): void {
    this.#sqlite.exec(sql);
  }

  /** All or nothing; a transaction inside another joins it. */
  transaction<T>(work: () => T): T {
    if (this.#sqlite.isTransaction) return work();
    // IMMEDIATE: a read that turns into a write fails at once when another connection wrote in between.
    this.#sqlite.exec("begin immediate");
    try {
      const result = work();
      this.#sqlite.exec("commit");
      return result;
    } catch (error) {
      if (this.#sqlite.isTransaction) this.#sqlite.exec("rollback");
      throw error;
    }
  }

  /** A transaction that does not look at the links between rows: for rows that come before what they belong to. */
  unlinked<T>(work: () => T): T {
    if (this.#sqlite.isTransaction) throw new Error("Links are looked at or not for a whole transaction.");
    this.#sqlite.exec("pragma foreign_keys = off");
    try {
      return this.transaction(work);
    } finally {
      this.#sqlite.exec("pragma foreign_keys = on");
    }
  }

  /** A write without waiting for the disk; inside a transaction it waits with it. */
  relaxed<T>(work: () => T): T {
    if (this.#sqlite.isTransaction) return work();
    this.#sqlite.exec("pragma synchronous = normal");
    try {
      return work();
    } finally {
      this.#sqlite.exec("pragma synchronous = full");
    }
  }

  checkpoint(): void {
    this.#sqlite.exec("pragma wal_checkpoint(truncate)");
  }

  isUsable(): boolean {
    try {
      return this.get("select 1 as one") !== undefined;
    } catch {
      return false; // closed, or its file cannot be read: that is the answer
    }
  }

  close(): void {
    if (!this.#sqlite.isOpen) return;
    this.#statements.clear();
    this.#sqlite.close();
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, statement = this.#sqlite.prepare(sql));
    return statement;
  }
}

/** As the SQL function of this name. */
export function lowercase(text: string): string {
  return text.normalize().toLowerCase();
}

/** Cannot be opened; the message names the path and the way out. The file is left as it is. */
export class DatabaseOpenError extends Error {
  override name = "DatabaseOpenError";
}

/** `:memory:` or a path; a new file is made readable by its owner only. */
export function openDatabase(path: string, steps: readonly Migration[] = migrations): Database {
  if (path !== ":memory:") createPrivateFile(path);
  const sqlite = connect(path);
  const database = new Database(path, sqlite);
  try {
    // Before anything else: even a pragma can write into a file.
    const version = requireKnownVersion(database, steps);
    if (version === 0) database.exec("pragma auto_vacuum = incremental");
    prepare(database, path);
    const pending = steps.filter((step) => step.version > version);
    if (version > 0 && pending.length > 0 && path !== ":memory:") keepCopy(database);
    migrate(database, pending);
    return database;
  } catch (error) {
    database.close();
    throw explain(path, error);
  }
}

function createPrivateFile(path: string): void {
  try {
    Deno.openSync(path, { write: true, createNew: true, mode: 0o600 }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw explain(path, error);
  }
}

function connect(path: string): DatabaseSync {
  try {
    const sqlite = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
    // SQLite's own lower() and LIKE know the case of ASCII only. In no index: other programs lack it.
    sqlite.function("lowercase", { deterministic: true }, (text) => lowercase(String(text)));
    return sqlite;
  } catch (error) {
    throw explain(path, error);
  }
}

function prepare(database: Database, path: string): void {
  database.exec(`
    pragma synchronous = full;
    pragma temp_store = memory;
    pragma cache_size = -16000;
    pragma journal_size_limit = 67108864;
  `);
  const mode = database.get<{ journal_mode: string }>("pragma journal_mode = wal")?.journal_mode;
  if (path !== ":memory:" && mode !== "wal") {
    throw new DatabaseOpenError(
      `${path}: its file system does not allow SQLite's write-ahead log. Set DATA_DIR to a local disk.`,
    );
  }
}

function requireKnownVersion(database: Database, steps: readonly Migration[]): number {
  const version = database.get<{ user_version: number }>("pragma user_version")!.user_version;
  const newest = steps.at(-1)?.version ?? 0;
  if (version <= newest) return version;
  throw new DatabaseOpenError(
    `${database.path}: written by a newer Chat WebUI (schema ${version}, this one knows ${newest}). ` +
      "Start the newer version, or set DATA_DIR to another folder.",
  );
}

/** Verified, before the schema changes. The server holds the folder: nobody else writes meanwhile. */
function keepCopy(database: Database): void {
  const copy = backupPath(dirname(database.path), "before-schema", new Date());
  database.checkpoint();
  Deno.mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  Deno.copyFileSync(database.path, copy);
  Deno.chmodSync(copy, 0o600);
  requireUsable(copy);
}

function migrate(database: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    database.transaction(() => {
      database.exec(step.sql);
      database.exec(`pragma user_version = ${step.version}`);
    });
  }
}

function explain(path: string, error: unknown): DatabaseOpenError {
  if (error instanceof DatabaseOpenError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const advice = /not a database|malformed|encrypted/.test(reason)
    ? `It is damaged or no chat database. ${restoreAdvice(path)}`
    : /locked/.test(reason)
    ? "Another program holds it. End that program first."
    : "Check that the folder exists, belongs to you and can be written, or set DATA_DIR.";
  return new DatabaseOpenError(`${path}: ${reason}. ${advice}`, { cause: error });
}

function restoreAdvice(path: string): string {
  const [newest] = listBackups(dirname(path));
  return newest
    ? `Put the newest backup in its place: deno task restore ${newest}`
    : "Restore a backup with deno task restore FILE, or set DATABASE_PATH to another file.";
}
