/**
 * Downloads of models: a queue that the server owns, one at a time, whoever is watching.
 *
 * Each is a row in the database until it has succeeded or was dismissed, so that a restart can offer those that
 * it interrupted: pulling the same name again goes on where it stopped, since Ollama keeps the parts. There is
 * no call that cancels: closing the connection is the cancel.
 */
import type { Logger } from "@logtape/logtape";
import type { Database } from "@/lib/db/database.ts";
import { selectPulls } from "@/lib/db/pulls.ts";
import { ConflictError, NotFoundError } from "@/lib/errors.ts";
import type { Ollama } from "@/lib/ollama/client.ts";
import { modelKey, type Pull, type PullProgress } from "@/lib/shared/model.ts";
import { PullRun } from "./pull_run.ts";

export type PullEvent =
  | { event: "progress"; data: PullProgress }
  | { event: "done"; data: { name: string; status: string } }
  | { event: "error"; data: { code: string; message: string } };

export interface PullHandle {
  watch(signal?: AbortSignal): AsyncIterableIterator<PullEvent[]>;
}

export interface PullsOptions {
  db: Database;
  ollama: Ollama;
  now: () => number;
  /** Bytes free where Ollama keeps its models, or null when that cannot be known from here. */
  freeBytes: () => Promise<number | null>;
  log: Logger;
  onProgress: (pull: Pull) => void;
  /** Another set of pulls, or another state or size of one. */
  onChange: () => void;
  /** A model has come; the pull is done once this has resolved. */
  onInstalled: (name: string) => Promise<void>;
}

export class Pulls {
  #runs = new Map<string, PullRun>();
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly options: PullsOptions) {
    for (const row of selectPulls(options.db)) this.#runs.set(row.key, PullRun.restore(row, options));
  }

  /** In the order of the queue; a finished one is no longer among them. */
  list(): Pull[] {
    return [...this.#runs.values()].map((run) => run.pull());
  }

  isPulling(name: string): boolean {
    const state = this.#runs.get(modelKey(name))?.pull().state;
    return state === "running" || state === "queued";
  }

  /**
   * Puts a pull into the queue, or joins the one of the same name. The result is watched for its events: what
   * there is of its progress at once, one `done` or `error` last.
   */
  start(name: string, { insecure = false } = {}): PullHandle {
    if (this.#isClosed) throw new ConflictError("The server is ending; pull again when it has restarted.");
    const key = modelKey(name);
    let run = this.#runs.get(key);
    if (!run || !this.isPulling(name)) {
      run = PullRun.queue({ name, insecure, former: run }, this.options);
      this.#runs.delete(key); // a new place at the end of the queue
      this.#runs.set(key, run);
      this.options.onChange();
    }
    this.#running ??= this.#runQueue();
    return run;
  }

  /** Cancels, or dismisses one that failed or was interrupted. */
  async cancel(name: string): Promise<void> {
    const key = modelKey(name);
    const run = this.#runs.get(key);
    if (!run) throw new NotFoundError("pull of", name);
    this.#runs.delete(key);
    await run.cancel();
    this.options.onChange();
  }

  /** Ends the running one as `interrupted`; what waits is offered again after the restart too. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const run of this.#runs.values()) run.interrupt();
    await this.#running;
  }

  async #runQueue(): Promise<void> {
    try {
      for (let run = this.#next(); run; run = this.#next()) {
        const outcome = await run.run();
        if (outcome === "installed" && this.#runs.get(run.key) === run) this.#runs.delete(run.key);
        this.options.onChange();
      }
    } finally {
      this.#running = undefined;
    }
  }

  #next(): PullRun | undefined {
    if (this.#isClosed) return;
    return [...this.#runs.values()].find((run) => run.pull().state === "queued");
  }
}
