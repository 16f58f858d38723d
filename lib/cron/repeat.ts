/**
 * Work that is repeated: never overlapping, the pause counted from its end, with timers that are given.
 *
 * A timer that was due during a sleep of the machine fires once after it, so there is nothing to catch up.
 */
export interface RepeatOptions {
  run: () => Promise<void>;
  /** Asked after each run. */
  delayMs: () => number;
  now: () => number;
  triggers: {
    setTimer: (run: () => void, ms: number) => unknown;
    clearTimer: (timer: unknown) => void;
  };
}

export class Repeat {
  #running: Promise<void> | undefined;
  #timer: { id: unknown; at: number } | undefined;
  #isRepeating = false;

  constructor(private readonly options: RepeatOptions) {}

  get nextAt(): number | null {
    return this.#timer?.at ?? null;
  }

  /** One run, or the one under way; whether it is repeated stays as it is. */
  once(): Promise<void> {
    return this.#running ??= this.options.run().finally(() => {
      this.#running = undefined;
      if (this.#isRepeating) this.#arm();
    });
  }

  /** Runs at once and from then on. */
  runNow(): void {
    this.#disarm();
    this.#isRepeating = true;
    void this.once();
  }

  /** Runs from the next pause on. */
  resume(): void {
    this.#isRepeating = true;
    if (!this.#running && !this.#timer) this.#arm();
  }

  pause(): void {
    this.#isRepeating = false;
    this.#disarm();
  }

  async stop(): Promise<void> {
    this.pause();
    await this.#running;
  }

  #arm(): void {
    this.#disarm();
    const ms = this.options.delayMs();
    const id = this.options.triggers.setTimer(() => {
      this.#timer = undefined;
      void this.once();
    }, ms);
    this.#timer = { id, at: this.options.now() + ms };
  }

  #disarm(): void {
    if (this.#timer) this.options.triggers.clearTimer(this.#timer.id);
    this.#timer = undefined;
  }
}
