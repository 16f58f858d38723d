/**
 * Makes streamed text storable piece by piece, so that what is sent and what is stored are the same bytes.
 *
 * A surrogate pair can be cut between two pieces: its first half waits for the second.
 */
import { storable } from "@/lib/shared/text.ts";

export class TextGuard {
  #held = "";

  pass(text: string): string {
    if (text === "") return "";
    const all = this.#held + text;
    this.#held = isHighSurrogate(all.charCodeAt(all.length - 1)) ? all.slice(-1) : "";
    return storable(this.#held ? all.slice(0, -1) : all);
  }

  /** What still waits when nothing more comes. */
  rest(): string {
    const rest = storable(this.#held);
    this.#held = "";
    return rest;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
