/**
 * When to draw what has come: soon, but in no frame that shows a key, and not in every frame.
 *
 * Painting the transcript costs more than reading events, and a frame that is busy with it makes typing late.
 */

/** Two frames of an ordinary display: text that grows 30 times a second looks steady. */
const gapMs = 30;
/** A key is shown within its frame; the drawing waits for the one after. */
const keyMs = 20;
/** Held keys do not hold the text up. */
const longestMs = 100;

export class Pace {
  #frame = 0;
  #drawnAt = -Infinity;
  #keyAt = -Infinity;
  readonly #noteKey = (event: Event) => this.#keyAt = event.timeStamp;

  constructor(readonly draw: () => void) {
    addEventListener("keydown", this.#noteKey, { capture: true, passive: true });
  }

  soon(): void {
    this.#frame ||= requestAnimationFrame((now) => this.#try(now));
  }

  /** The frame that was asked for is drawn now, and no more follow. */
  end(): void {
    cancelAnimationFrame(this.#frame);
    removeEventListener("keydown", this.#noteKey, { capture: true });
    this.draw();
  }

  #try(now: number): void {
    this.#frame = 0;
    const since = now - this.#drawnAt;
    const isTooSoon = since < gapMs || (performance.now() - this.#keyAt < keyMs && since < longestMs);
    if (isTooSoon) return this.soon();
    this.#drawnAt = now;
    this.draw();
  }
}
