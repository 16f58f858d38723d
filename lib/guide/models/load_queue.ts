/** Loads wait here, one at a time, at most `limit` of them beside the one at work. */
import { Refusal } from "../wire/refusal.ts";

export class LoadQueue {
  #limit: number;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();
  #isBusy = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async run<T>(load: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#isBusy && this.#waiting >= this.#limit) {
      throw new Refusal(503, "server busy, please try again.  maximum pending requests exceeded");
    }
    const before = this.#last;
    const turn = Promise.withResolvers<void>();
    this.#last = turn.promise;
    if (this.#isBusy) {
      this.#waiting++;
      await before;
      this.#waiting--;
    }
    this.#isBusy = true;
    try {
      if (signal.aborted) throw new Refusal(499, "request canceled");
      return await load(signal);
    } finally {
      this.#isBusy = this.#waiting > 0;
      turn.resolve();
    }
  }
}
