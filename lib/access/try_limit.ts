/** How many wrong passwords are looked at: 2 a minute and 12 an hour, from whomever they come. */

const windows = [
  { failures: 2, ms: 60_000 },
  { failures: 12, ms: 3_600_000 },
];

export class TryLimit {
  #failures: number[] = [];

  constructor(private readonly now: () => number) {}

  noteFailure(): void {
    this.#failures = [...this.#failures, this.now()].slice(-12);
  }

  /** Until the next try is looked at; 0 = now. */
  waitMs(): number {
    const now = this.now();
    // After a step back of the clock they would be in the future, and the wait without end.
    this.#failures = this.#failures.map((at) => Math.min(at, now));
    const waits = windows.map(({ failures, ms }) => {
      const oldest = this.#failures.at(-failures);
      return oldest === undefined ? 0 : oldest + ms - now;
    });
    return Math.max(0, ...waits);
  }
}
