/** Parts that asked for a link or footnote which was not defined yet, until it is. Knows nothing of drawing. */
import type { Part } from "./parts.ts";

export class LateNames {
  #waiting = new Map<string, Part[]>();
  #stale = new Set<Part>();

  /** Remembers what a part asked for in vain. */
  await(part: Part): void {
    for (const name of part.missed) {
      const parts = this.#waiting.get(name);
      if (parts) parts.push(part);
      else this.#waiting.set(name, [part]);
    }
  }

  define(names: string[]): void {
    for (const name of names) {
      for (const part of this.#waiting.get(name) ?? []) this.#stale.add(part);
      this.#waiting.delete(name);
    }
  }

  /** The parts for which something has been defined since; of those that are not taken now, once more later. */
  take(isTaken: (part: Part) => boolean): Part[] {
    const parts = [...this.#stale].filter(isTaken);
    for (const part of parts) this.#stale.delete(part);
    return parts;
  }
}
