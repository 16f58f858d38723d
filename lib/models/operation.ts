/**
 * A load or unload under way: the server's own, so that a page that leaves does not break it off and a second
 * one sees the same lines.
 */
import { describeError } from "@/lib/errors.ts";
import type { ModelState } from "@/lib/shared/model.ts";
import { Feed } from "@/lib/feed.ts";

export interface MemoryResult {
  name: string;
  state: ModelState;
  took_ms: number;
  via: "cli" | "api";
  log: string[];
}

export type OperationEvent =
  | { event: "log"; data: { text: string } }
  | { event: "done"; data: MemoryResult }
  | { event: "error"; data: { code: string; message: string } };

export type OperationKind = "load" | "unload";

export class Operation {
  readonly log: string[] = [];
  /** Rejects as the work does. */
  readonly result: Promise<MemoryResult>;
  #end: OperationEvent | undefined;
  #stopping = new AbortController();
  #feed = new Feed<OperationEvent>({
    replay: () => [...this.log.map(logEvent), ...(this.#end ? [this.#end] : [])],
  });

  /** `work` reports by `say` and ends with the result without its log. */
  constructor(
    readonly kind: OperationKind,
    work: (say: (line: string) => void, signal: AbortSignal) => Promise<Omit<MemoryResult, "log">>,
  ) {
    this.result = this.#run(work);
    this.result.catch(() => {}); // readers of the feed are told; nobody may be waiting for the result
  }

  watch(signal?: AbortSignal): AsyncIterableIterator<OperationEvent[]> {
    return this.#feed.watch(signal);
  }

  abort(reason: unknown): void {
    this.#stopping.abort(reason);
  }

  async #run(
    work: (say: (line: string) => void, signal: AbortSignal) => Promise<Omit<MemoryResult, "log">>,
  ): Promise<MemoryResult> {
    try {
      const result = { ...await work((line) => this.#say(line), this.#stopping.signal), log: this.log };
      this.#finish({ event: "done", data: result });
      return result;
    } catch (error) {
      const { code, message } = describeError(error);
      this.#finish({ event: "error", data: { code, message } });
      throw error;
    }
  }

  #say(line: string): void {
    this.log.push(line);
    this.#feed.push(logEvent(line));
  }

  #finish(end: OperationEvent): void {
    this.#end = end;
    this.#feed.push(end);
    this.#feed.end();
  }
}

function logEvent(text: string): OperationEvent {
  return { event: "log", data: { text } };
}
