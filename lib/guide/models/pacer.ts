/**
 * Waits that many streams share: one timer for all that are due at about the same time.
 *
 * A timer for every token of 200 streams would cost more than the tokens.
 */
export class Pacer {
  #waiting = new Set<{ due: number; resolve: () => void }>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #timerDue = Infinity;

  /** Resolves at `due` (performance.now() milliseconds), or soon after `signal` is aborted. */
  until(due: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiter = { due, resolve };
      this.#waiting.add(waiter);
      if (due - performance.now() > longWaitMs) this.#leaveOnAbort(waiter, signal);
      if (due < this.#timerDue - mergeMs) this.#arm(due);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timerDue = Infinity;
    for (const { resolve } of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #leaveOnAbort(waiter: { due: number; resolve: () => void }, signal: AbortSignal): void {
    const settle = waiter.resolve;
    const leave = () => {
      this.#waiting.delete(waiter);
      settle();
    };
    waiter.resolve = () => {
      signal.removeEventListener("abort", leave);
      settle();
    };
    signal.addEventListener("abort", leave, { once: true });
  }

  #arm(due: number): void {
    clearTimeout(this.#timer);
    this.#timerDue = due;
    this.#timer = setTimeout(() => this.#tick(), Math.min(Math.max(0, due - performance.now()), maxTimerMs));
  }

  #tick(): void {
    const horizon = performance.now() + mergeMs;
    let next = Infinity;
    for (const waiter of this.#waiting) {
      if (waiter.due <= horizon) {
        this.#waiting.delete(waiter);
        waiter.resolve();
      } else next = Math.min(next, waiter.due);
    }
    this.#timerDue = Infinity;
    if (next < Infinity) this.#arm(next);
  }
}

/** Abort is waited for only where it could come late by more than this. */
const longWaitMs = 50;
const mergeMs = 1;
const maxTimerMs = 2 ** 31 - 1;

/** Waits `ms`, or less when `signal` is aborted; says whether it waited to the end. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (whole: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
      resolve(whole);
    };
    const leave = () => done(false);
    const timer = setTimeout(() => done(true), Math.min(ms, maxTimerMs));
    signal.addEventListener("abort", leave, { once: true });
  });
}
