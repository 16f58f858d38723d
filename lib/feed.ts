/**
 * A feed of events with any number of readers.
 *
 * Owns what each reader has not read yet. A reader gets what is replayed to it and then every push, in one
 * tick: no gap, no repeat. It knows nothing of what the events mean.
 */
export interface FeedOptions<T> {
  /** What a new reader gets first, read in the tick in which it comes. */
  replay?: () => Iterable<T>;
  /** Called with the number of readers whenever it changes. */
  onReaders?: (count: number) => void;
}

export class Feed<T> {
  #readers = new Set<Reader<T>>();
  #isEnded = false;

  constructor(private readonly options: FeedOptions<T> = {}) {}

  get readers(): number {
    return this.#readers.size;
  }

  /** With a key, an event that a slow reader has not read yet is replaced by the newer one. */
  push(event: T, key?: string): void {
    for (const reader of this.#readers) reader.push(event, key);
  }

  /** No more events: readers get what is left, then their end. */
  end(): void {
    this.#isEnded = true;
    for (const reader of this.#readers) reader.end();
  }

  /** In batches: all that has come since the last one. */
  watch(signal?: AbortSignal): AsyncIterableIterator<T[]> {
    const reader = new Reader<T>(() => {
      signal?.removeEventListener("abort", leave);
      if (this.#readers.delete(reader)) this.options.onReaders?.(this.#readers.size);
    });
    const leave = () => void reader.return();
    for (const event of this.options.replay?.() ?? []) reader.push(event);
    if (this.#isEnded) {
      reader.end();
      return reader;
    }
    if (signal?.aborted) {
      leave();
      return reader;
    }
    this.#readers.add(reader);
    signal?.addEventListener("abort", leave);
    this.options.onReaders?.(this.#readers.size);
    return reader;
  }
}

/**
 * Not an async generator: `return()` of one waits until its pending `next()` is settled, so a reader of a quiet
 * feed could not leave.
 */
class Reader<T> implements AsyncIterableIterator<T[]> {
  #unread = new Map<unknown, T>();
  #wake: (() => void) | undefined;
  #state: "open" | "ending" | "closed" = "open";

  constructor(private readonly onClose: () => void) {}

  push(event: T, key?: string): void {
    if (this.#state !== "open") return;
    this.#unread.set(key ?? Symbol(), event);
    this.#wake?.();
  }

  end(): void {
    if (this.#state === "open") this.#state = "ending";
    this.#wake?.();
  }

  async next(): Promise<IteratorResult<T[]>> {
    while (this.#state === "open" && this.#unread.size === 0) {
      await new Promise<void>((resolve) => this.#wake = resolve);
      this.#wake = undefined;
    }
    const batch = [...this.#unread.values()];
    if (this.#state === "closed" || batch.length === 0) return this.return();
    this.#unread.clear();
    return { done: false, value: batch };
  }

  return(): Promise<IteratorResult<T[]>> {
    if (this.#state !== "closed") {
      this.#state = "closed";
      this.#unread.clear();
      this.onClose();
      this.#wake?.();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
