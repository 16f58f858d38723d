/** One pull: its state, its row, its readers, and the walk from `queued` to its end. */
import { type PullRow, removePull, upsertPull } from "@/lib/db/pulls.ts";
import {
  AppError,
  ConflictError,
  describeError,
  ModelNotFoundError,
  OllamaRejectedError,
} from "@/lib/errors.ts";
import { formatBytes } from "@/lib/shared/format.ts";
import { modelKey, type Pull, type PullProgress } from "@/lib/shared/model.ts";
import { Feed } from "@/lib/feed.ts";
import { PullMeter } from "./pull_meter.ts";
import type { PullEvent, PullsOptions } from "./pulls.ts";

/** Often enough to be offered where it stopped; each is a write. */
const storeEveryMs = 1000;

export class PullRun {
  readonly name: string;
  readonly key: string;
  #row: PullRow;
  #progress: PullProgress;
  #storedAt = 0;
  #stopping = new AbortController();
  #ended = Promise.withResolvers<void>();
  #end: PullEvent | undefined;
  #feed = new Feed<PullEvent>({ replay: () => this.#replay() });

  private constructor(row: PullRow, private readonly options: PullsOptions) {
    this.name = row.name;
    this.key = row.key;
    this.#row = row;
    this.#progress = progressOf(row);
  }

  /** What a former process left: running and waiting ones were interrupted by its end. */
  static restore(row: PullRow, options: PullsOptions): PullRun {
    const isOver = row.state === "failed" || row.state === "interrupted";
    const run = new PullRun(isOver ? row : { ...row, ...interruption }, options);
    if (!isOver) run.#store();
    run.#finish(errorEvent(run.#row));
    return run;
  }

  static queue(
    { name, insecure, former }: { name: string; insecure: boolean; former?: PullRun },
    options: PullsOptions,
  ): PullRun {
    const now = options.now();
    const row: PullRow = {
      ...(former ? former.#row : emptyRow),
      key: modelKey(name),
      name,
      insecure: insecure ? 1 : 0,
      state: "queued",
      status: "queued",
      error_code: null,
      error_message: null,
      started_at: now,
      position: now,
    };
    const run = new PullRun(row, options);
    run.#store();
    options.onProgress(run.pull());
    return run;
  }

  pull(): Pull {
    const { state, error_code, error_message, started_at } = this.#row;
    return {
      ...this.#progress,
      state,
      error: error_code === null ? null : { code: error_code, message: error_message ?? "" },
      started_at: new Date(started_at).toISOString(),
    };
  }

  watch(signal?: AbortSignal): AsyncIterableIterator<PullEvent[]> {
    return this.#feed.watch(signal);
  }

  async run(): Promise<"installed" | "ended"> {
    this.#row.state = "running";
    this.options.onChange();
    try {
      await this.#download();
      removePull(this.options.db, this.key);
      await this.options.onInstalled(this.name);
      this.#finish({ event: "done", data: { name: this.name, status: this.#progress.status } });
      return "installed";
    } catch (error) {
      if (!this.#end) this.#fail(error);
      return "ended";
    } finally {
      this.#ended.resolve();
    }
  }

  /** Resolves when nothing is asked of Ollama any more. */
  async cancel(): Promise<void> {
    const isRunning = this.#row.state === "running";
    this.#finish(
      errorEvent({ error_code: "conflict", error_message: `The pull of ${this.name} was cancelled.` }),
    );
    this.#stopping.abort(new ConflictError("cancelled"));
    if (isRunning) await this.#ended.promise;
  }

  interrupt(): void {
    if (this.#end) return;
    Object.assign(this.#row, interruption, { error_code: "shutdown" });
    this.#keep();
    this.#finish(errorEvent(this.#row));
    this.#stopping.abort(new AppError("shutdown", "the server is ending"));
  }

  async #download(): Promise<void> {
    const { ollama, now } = this.options;
    const meter = new PullMeter(this.name, this.#row);
    const lines = ollama.pull(this.name, { insecure: this.#row.insecure === 1 }, this.#stopping.signal);
    let checked = 0;
    for await (const line of lines) {
      if (this.#end) return;
      meter.add(line, now());
      this.#note(meter.read());
      if (meter.read().total_bytes > checked) {
        checked = meter.read().total_bytes;
        await this.#requireSpace(meter.missingBytes());
      }
      if (line.status === "success") return;
    }
    throw new OllamaRejectedError(
      `Ollama ended the pull of ${this.name} without success. Pull it again to go on.`,
    );
  }

  async #requireSpace(missing: number): Promise<void> {
    const free = await this.options.freeBytes();
    if (free === null || missing <= free) return;
    throw new AppError(
      "storage_full",
      `${this.name} needs ${formatBytes(missing)} more, but only ${
        formatBytes(free)
      } are free where Ollama keeps ` +
        "its models. Delete a model or free some space, then pull again: what has come is kept.",
    );
  }

  #note(progress: PullProgress): void {
    this.#progress = progress;
    Object.assign(this.#row, {
      status: progress.status,
      digest: progress.digest,
      completed_bytes: progress.completed_bytes,
      total_bytes: progress.total_bytes,
      percent: progress.percent,
    });
    if (this.options.now() - this.#storedAt >= storeEveryMs) this.#keep();
    this.#feed.push({ event: "progress", data: progress }, "progress");
    this.options.onProgress(this.pull());
  }

  #fail(error: unknown): void {
    const { code, message } = describeError(explain(this.name, error));
    Object.assign(this.#row, { state: "failed", error_code: code, error_message: message });
    this.#progress = { ...this.#progress, bytes_per_second: null, eta_seconds: null };
    this.#keep();
    this.#finish(errorEvent(this.#row));
    this.options.onProgress(this.pull());
  }

  #finish(end: PullEvent): void {
    if (this.#end) return;
    this.#end = end;
    this.#feed.push(end);
    this.#feed.end();
    this.options.onChange();
  }

  #store(): void {
    this.#storedAt = this.options.now();
    this.options.db.relaxed(() => upsertPull(this.options.db, this.#row));
  }

  /** A full disk must not end a download to another one: the row is then older than the pull. */
  #keep(): void {
    try {
      this.#store();
    } catch (error) {
      const { message } = describeError(error);
      this.options.log.warn("Cannot store how far the pull of {name} is: {message}", {
        name: this.name,
        message,
      });
    }
  }

  #replay(): PullEvent[] {
    const progress: PullEvent = { event: "progress", data: this.#progress };
    return this.#end ? [progress, this.#end] : [progress];
  }
}

const interruption = {
  state: "interrupted",
  error_code: "interrupted",
  error_message: "The server ended during this pull. Pull it again: it goes on where it stopped.",
} as const;

const emptyRow = { digest: null, completed_bytes: 0, total_bytes: 0, percent: 0 };

function progressOf(row: PullRow): PullProgress {
  const { name, status, digest, completed_bytes, total_bytes, percent } = row;
  return {
    name,
    status,
    digest,
    completed_bytes,
    total_bytes,
    percent,
    bytes_per_second: null,
    eta_seconds: null,
  };
}

function errorEvent(row: Pick<PullRow, "error_code" | "error_message">): PullEvent {
  return { event: "error", data: { code: row.error_code ?? "internal", message: row.error_message ?? "" } };
}

/** Ollama's words for a name that its registry does not have. */
function explain(name: string, error: unknown): unknown {
  if (
    !(error instanceof OllamaRejectedError) || !/pull model manifest: file does not exist/.test(error.message)
  ) {
    return error;
  }
  return new ModelNotFoundError(
    name,
    "The registry does not have it either: check the spelling and the tag.",
  );
}
