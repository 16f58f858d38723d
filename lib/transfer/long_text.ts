/** A text of an import file that is left there until it is asked for, and is not kept then. */
import { decodeBase64 } from "@/lib/base64.ts";
import { UnknownChat } from "./refused.ts";
import type { Place } from "./places.ts";
import { inWindows, readText, type Source } from "./source.ts";

export type Text = string | LongText;

export class LongText {
  readonly #source: Source;
  readonly #place: Place;

  /** `place`: with its quotes. */
  constructor(source: Source, place: Place) {
    this.#source = source;
    this.#place = place;
  }

  /** In bytes, as JSON writes it: never less than its characters. */
  get length(): number {
    return this.#place.length - 2;
  }

  /** Throws UnknownChat when it is no text. */
  toString(): string {
    const text = readText(this.#source, this.#place);
    try {
      return JSON.parse(text);
    } catch {
      throw new UnknownChat("is not valid JSON");
    }
  }

  head(length: number): string {
    return latin1.decode(
      this.#source.read({ start: this.#place.start + 1, length: Math.min(length, this.length) }),
    );
  }

  /** A stretch at a time. */
  decodeBase64(from: number): Uint8Array<ArrayBuffer> {
    const whole = { start: this.#place.start + 1 + from, length: this.length - from };
    const bytes = new Uint8Array(Math.ceil(whole.length / 4) * 3);
    let filled = 0;
    try {
      for (const part of inWindows(whole)) {
        const text = latin1.decode(this.#source.read(part));
        const { written } = bytes.subarray(filled).setFromBase64(text);
        filled += written;
        const isLast = part.start + part.length === whole.start + whole.length;
        if (!isLast && written < part.length / 4 * 3) throw new SyntaxError("There are gaps in it.");
      }
      return bytes.subarray(0, filled);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return decodeBase64(this.toString().slice(from)); // not as it is usual: as loosely as a short one
    }
  }
}

const latin1 = new TextDecoder("latin1");

export function isText(value: unknown): value is Text {
  return typeof value === "string" || value instanceof LongText;
}

/** How it begins; of a long one as JSON writes it. */
export function readHead(text: Text, length: number): string {
  return typeof text === "string" ? text.slice(0, length) : text.head(length);
}

/** From that character on. */
export function readBase64(text: Text, from = 0): Uint8Array<ArrayBuffer> {
  return typeof text === "string" ? decodeBase64(text.slice(from)) : text.decodeBase64(from);
}

/** The same with every long text read. */
export function readWhole(value: unknown): unknown {
  if (value instanceof LongText) return value.toString();
  if (Array.isArray(value)) return value.map(readWhole);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readWhole(inner)]));
}
