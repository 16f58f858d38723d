/** What is known of one pull, and its row in the database. */
import type { Database } from "@/lib/db/database.ts";
import { type PullRow, removePull, upsertPull } from "@/lib/db/pulls.ts";
import { modelKey, type Pull, type PullProgress } from "@/lib/shared/model.ts";
import { isAfter } from "./deadline.ts";

export interface PullRecordOptions {
  db: Database;
  now: () => number;
}

export interface PullProblem {
  code: string;
  message: string;
}

/** Often enough to be offered where it stopped; each is a write. */
const storeEveryMs = 1000;

export class PullRecord {
  #progress: PullProgress;
  #storedAt: number | undefined;

  constructor(private row: PullRow, private readonly options: PullRecordOptions) {
    this.#progress = { ...progressOf(row), bytes_per_second: null, eta_seconds: null };
  }

  /** A new place at the end of the queue; `former` is where the same pull was before. */
  static queue(
    { name, insecure, former }: { name: string; insecure: boolean; former?: PullRecord },
    options: PullRecordOptions,
  ): PullRecord {
    const now = options.now();
    const record = new PullRecord({
      ...(former ? progressOf(former.row) : { digest: null, completed_bytes: 0, total_bytes: 0, percent: 0 }),
      key: modelKey(name),
      name,
      insecure: insecure ? 1 : 0,
      state: "queued",
      status: "queued",
      error_code: null,
      error_message: null,
      started_at: now,
      position: now,
    }, options);
    record.store();
    return record;
  }

  get key(): string {
    return this.row.key;
  }

  get name(): string {
    return this.row.name;
  }

  get isInsecure(): boolean {
    return this.row.insecure === 1;
  }

  get state(): Pull["state"] {
    return this.row.state;
  }

  get progress(): PullProgress {
    return this.#progress;
  }

  get problem(): PullProblem | null {
    const { error_code, error_message } = this.row;
    return error_code === null ? null : { code: error_code, message: error_message ?? "" };
  }

  read(): Pull {
    const started_at = new Date(this.row.started_at).toISOString();
    return { ...this.#progress, state: this.row.state, error: this.problem, started_at };
  }

  begin(): void {
    this.row.state = "running";
  }

  /** True when it is time to store it. */
  advance(progress: PullProgress): boolean {
    this.#progress = progress;
    this.row = { ...this.row, ...progressOf(progress) };
    return isAfter(storeEveryMs, this.#storedAt, this.options.now());
  }

  end(state: "failed" | "interrupted", problem: PullProblem): void {
    this.row = { ...this.row, state, error_code: problem.code, error_message: problem.message };
    this.#progress = { ...this.#progress, bytes_per_second: null, eta_seconds: null };
  }

  store(): void {
    this.#storedAt = this.options.now();
    this.options.db.relaxed(() => upsertPull(this.options.db, this.row));
  }

  remove(): void {
    removePull(this.options.db, this.key);
  }
}

function progressOf({ name, status, digest, completed_bytes, total_bytes, percent }: PullRow | PullProgress) {
  return { name, status, digest, completed_bytes, total_bytes, percent };
}
