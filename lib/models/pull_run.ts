/** One pull: its readers, and the walk from `queued` to its end. */
import type { PullRow } from "@/lib/db/pulls.ts";
import {
  AppError,
  ConflictError,
  describeError,
  ModelNotFoundError,
  OllamaRejectedError,
} from "@/lib/errors.ts";
import { Feed } from "@/lib/feed.ts";
import type { Pull } from "@/lib/shared/model.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { formatBytes } from "@/lib/texts/format.ts";
import { PullMeter } from "./pull_meter.ts";
import { PullRecord } from "./pull_record.ts";
import type { PullEvent, PullsOptions } from "./pulls.ts";

export class PullRun {
  #stopping = new AbortController();
  #ended = Promise.withResolvers<void>();
  #end: PullEvent | undefined;
  #feed = new Feed<PullEvent>({
    replay: () => [
      { event: "progress", data: this.record.progress },
      ...(this.#end ? [this.#end] : []),
    ],
  });

  private constructor(private readonly record: PullRecord, private readonly options: PullsOptions) {}

  /** What a former process left: running and waiting ones were interrupted by its end. */
  static restore(row: PullRow, options: PullsOptions): PullRun {
    const run = new PullRun(new PullRecord(row, options), options);
    if (!run.record.problem) {
      run.record.end("interrupted", {
        code: "interrupted",
        message: "The server ended during this pull. Pull it again: it goes on where it stopped.",
      });
      run.record.store();
    }
    run.#finish({ event: "error", data: run.record.problem! });
    return run;
  }

  static queue(
    { name, insecure, former }: { name: string; insecure: boolean; former?: PullRun },
    options: PullsOptions,
  ): PullRun {
    const record = PullRecord.queue({ name, insecure, former: former?.record }, options);
    options.onProgress(record.read());
    return new PullRun(record, options);
  }

  get key(): string {
    return this.record.key;
  }

  pull(): Pull {
    return this.record.read();
  }

  watch(signal?: AbortSignal): AsyncIterableIterator<PullEvent[]> {
    return this.#feed.watch(signal);
  }

  async run(): Promise<"installed" | "ended"> {
    this.record.begin();
    this.options.onChange();
    try {
      await this.#download();
      if (this.#end) return "ended";
      this.#forget();
      await this.options.onInstalled(this.record.name);
      this.#finish({ event: "done", data: { name: this.record.name, status: this.record.progress.status } });
      return "installed";
    } catch (error) {
      if (!this.#end) this.#fail("failed", describeError(explain(this.record.name, error)));
      return "ended";
    } finally {
      this.#ended.resolve();
    }
  }

  /** Resolves when nothing is asked of Ollama any more. */
  async cancel(): Promise<void> {
    const isRunning = this.record.state === "running" && !this.#end;
    const message = `The pull of ${this.record.name} was cancelled.`;
    this.#finish({ event: "error", data: { code: "conflict", message } });
    this.#stopping.abort(new ConflictError(message));
    this.#forget();
    if (isRunning) await this.#ended.promise;
  }

  /** At the end of the server. */
  interrupt(): void {
    if (this.#end) return;
    const message = "The server ended during this pull. Pull it again: it goes on where it stopped.";
    this.#fail("interrupted", { code: "shutdown", message });
    this.#stopping.abort(new AppError("shutdown", message));
  }

  async #download(): Promise<void> {
    const { ollama, now } = this.options;
    const { name, isInsecure, progress } = this.record;
    const meter = new PullMeter(name, progress);
    let checked = 0;
    for await (const line of ollama.pull(name, { insecure: isInsecure }, this.#stopping.signal)) {
      if (this.#end) return;
      meter.add(line, now());
      const progress = meter.read();
      if (this.record.advance(progress)) this.#keep();
      this.#feed.push({ event: "progress", data: progress }, "progress");
      this.options.onProgress(this.record.read());
      if (line.status === "success") return;
      if (progress.total_bytes > checked) {
        this.options.onChange();
        await this.#requireSpace(meter.missingBytes());
      }
      checked = progress.total_bytes;
    }
    throw new OllamaRejectedError(
      `Ollama ended the pull of ${name} without success. Pull it again to go on.`,
    );
  }

  async #requireSpace(missing: number): Promise<void> {
    const free = await this.options.freeBytes();
    if (free === null || missing <= free) return;
    const { format } = catalogue.en.live;
    const [needed, left] = [formatBytes(missing, format), formatBytes(free, format)];
    throw new AppError(
      "storage_full",
      `${this.record.name} needs ${needed} more, but only ${left} are free where ` +
        "Ollama keeps its models. Delete a model or free some space, then pull again: what has come is kept.",
    );
  }

  #fail(state: "failed" | "interrupted", { code, message }: { code: string; message: string }): void {
    this.record.end(state, { code, message });
    this.#keep();
    this.#finish({ event: "error", data: { code, message } });
    this.options.onProgress(this.record.read());
  }

  #finish(end: PullEvent): void {
    if (this.#end) return;
    this.#end = end;
    this.#feed.push(end);
    this.#feed.end();
    this.options.onChange();
  }

  /** What is not stored is older than the pull. */
  #keep(): void {
    this.#write(() => this.record.store());
  }

  /** What is not removed is offered again after the next start. */
  #forget(): void {
    this.#write(() => this.record.remove());
  }

  /** A full disk here must not end a download elsewhere, nor keep it from being cancelled. */
  #write(change: () => void): void {
    try {
      change();
    } catch (error) {
      const { message } = describeError(error);
      this.options.log.warn("Cannot store how far the pull of {name} is: {message}", {
        name: this.record.name,
        message,
      });
    }
  }
}

/** Ollama's words for a name that its registry does not have. */
function explain(name: string, error: unknown): unknown {
  const isUnknown = error instanceof OllamaRejectedError &&
    /pull model manifest: file does not exist/.test(error.message);
  if (!isUnknown) return error;
  return new ModelNotFoundError(
    name,
    "The registry does not have it either: check the spelling and the tag.",
  );
}
