/**
 * When to draw what has come: soon, but not in every frame, and in no frame that shows a key.
 *
 * Painting the transcript costs more than reading events, and a page that asks for every frame makes keys wait
 * for the next one. So the gaps are slept through, and a key that falls into one is painted at once.
 */

/** Text that grows 30 times a second looks steady. */
const gapMs = 32;
/** A key is shown within its frame; the drawing waits for a later one. */
const keyMs = 24;
/** Held keys do not hold the text up. */
const longestMs = 120;

export class Pace {
  #timer = 0;
  #frame = 0;
  #drawnAt = -Infinity;
  #keyAt = -Infinity;
  readonly #noteKey = (event: Event) => this.#keyAt = event.timeStamp;

  constructor(readonly draw: () => void) {
    addEventListener("keydown", this.#noteKey, { capture: true, passive: true });
  }

  soon(): void {
    if (this.#timer || this.#frame) return;
    const wait = this.#wait();
    if (wait > 0) this.#timer = setTimeout(() => this.#again(), wait) as unknown as number;
    else this.#frame = requestAnimationFrame((now) => this.#drawAt(now));
  }

  /** The last drawing, now. */
  end(): void {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    removeEventListener("keydown", this.#noteKey, { capture: true });
    this.draw();
  }

  #wait(): number {
    const now = performance.now();
    const since = now - this.#drawnAt;
    const forKey = since < longestMs ? keyMs - (now - this.#keyAt) : 0;
    return Math.max(gapMs - since, forKey);
  }

  #again(): void {
    this.#timer = 0;
    this.soon();
  }

  #drawAt(now: number): void {
    this.#frame = 0;
    this.#drawnAt = now;
    this.draw();
  }
}
