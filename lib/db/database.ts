/**
 * The one SQLite file: opening, migrating, transactions.
 *
 * Owns the pragmas and when a write is durable. Knows no table: those are beside it, one file each.
 * Commits of `transaction()` survive a power cut (synchronous=FULL); writes inside `relaxed()` survive a
 * killed process, and a power cut from the next transaction on.
 */
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { isDatabaseDamaged, isStorageFull, MemoryFullError } from "@/lib/errors.ts";
import { type Migration, migrations } from "./migrations/mod.ts";
import { DatabaseOpenError, explainOpenError } from "./open_error.ts";
import { prepareFile, type PrepareOptions } from "./prepare_file.ts";

export { DatabaseOpenError };

export type Value = string | number | null | Uint8Array;

export class Database {
  #sqlite: DatabaseSync;
  #statements = new Map<string, StatementSync>();
  #damage: string | null = null;
  /** Ids of what this process is writing in several transactions. */
  readonly underway = new Set<string>();

  constructor(readonly path: string, sqlite: DatabaseSync, readonly onDamage?: (reason: string) => void) {
    this.#sqlite = sqlite;
  }

  /** Rows are plain copies: those of node:sqlite have no prototype, which islands cannot take. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    const rows = this.#noting(() => this.#prepare(sql).all(...values));
    return rows.map((row) => ({ ...row }) as Row);
  }

  get<Row>(sql: string, ...values: Value[]): Row | undefined {
    const row = this.#noting(() => this.#prepare(sql).get(...values));
    return row && { ...row } as Row;
  }

  /** Returns how many rows changed. */
  run(sql: string, ...values: Value[]): number {
    return Number(this.#noting(() => this.#prepare(sql).run(...values)).changes);
  }

  /** One row at a time, for what does not fit into memory. End the loop before another write. */
  *iterate<Row>(sql: string, ...values: Value[]): Generator<Row> {
    const rows = this.#sqlite.prepare(sql).iterate(...values);
    try {
      for (let next; !(next = this.#noting(() => rows.next())).done;) yield { ...next.value } as Row;
    } finally {
      rows.return?.();
    }
  }

  exec(sql: string): void {
    this.#noting(() => this.#sqlite.exec(sql));
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

  /** Somebody found its file damaged: it is not usable until it has been replaced and opened anew. */
  noteDamage(reason: string): void {
    if (this.#damage !== null) return;
    this.#damage = reason;
    this.onDamage?.(reason);
  }

  /** What was found damaged, or null. */
  get damage(): string | null {
    return this.#damage;
  }

  isUsable(): boolean {
    if (this.#damage !== null) return false;
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

  #noting<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isDatabaseDamaged(error)) this.noteDamage((error as Error).message);
      if (this.path === ":memory:" && isStorageFull(error)) throw new MemoryFullError();
      throw error;
    }
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

export interface OpenOptions extends Partial<PrepareOptions> {
  /** Told once, when something finds the open file damaged. */
  onDamage?: (reason: string) => void;
}

/**
 * `:memory:` or a path; a new file is made readable by its owner only. Throws DatabaseOpenError, and has then left
 * the file as it was, but for steps of the schema that were done.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Database {
  const { steps = migrations, dataDir = dirname(path), onDamagedLog, onDamage } = options;
  let sqlite: DatabaseSync | undefined;
  try {
    const version = path === ":memory:" ? 0 : prepareFile(path, { steps, dataDir, onDamagedLog });
    sqlite = connect(path);
    const database = new Database(path, sqlite, onDamage);
    if (version === 0) database.exec("pragma auto_vacuum = incremental");
    prepare(database, path);
    migrate(database, steps.filter((step) => step.version > version));
    return database;
  } catch (error) {
    if (sqlite?.isOpen) sqlite.close();
    throw explainOpenError(path, error, dataDir);
  }
}

function connect(path: string): DatabaseSync {
  const sqlite = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
  // SQLite's own lower() and LIKE know the case of ASCII only. In no index: other programs lack it.
  sqlite.function("lowercase", { deterministic: true }, (text) => lowercase(String(text)));
  return sqlite;
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

function migrate(database: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    database.transaction(() => {
      database.exec(step.sql);
      database.exec(`pragma user_version = ${step.version}`);
    });
  }
}
