/**
 * The one SQLite file that is open: statements, transactions, and when a write is durable.
 *
 * Opening it is open_database.ts. Knows no table: those are beside it, one file each.
 * Commits of `transaction()` survive a power cut (synchronous=FULL); writes inside `relaxed()` survive a
 * killed process, and a power cut from the next transaction on.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isDatabaseDamaged, isStorageFull, MemoryFullError } from "@/lib/errors.ts";

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
