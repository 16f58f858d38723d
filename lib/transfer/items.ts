/**
 * Where the items of an import file begin and end: the elements of an array, else a line each, else the whole file.
 *
 * Fed with bytes as they come, keeps none of them. Knows JSON only as brackets and strings, but sees what nobody
 * could read: texts that are too long, and nesting that is too deep.
 */
import { type Place, Places } from "./places.ts";

export interface Item extends Place {
  /** Why it must not be parsed. */
  problem?: string;
}

export interface ItemLimits {
  /** Of one string, in bytes: an image of 20 MiB in base64. */
  text: number;
  depth: number;
  items: number;
}

export const itemLimits: ItemLimits = {
  text: 28 * 1024 * 1024,
  depth: 200,
  items: 1_000_000,
};

const [tab, newline, space, quote, comma, open, backslash, close, curly, endCurly] = [
  0x09,
  0x0a,
  0x20,
  0x22,
  0x2c,
  0x5b,
  0x5c,
  0x5d,
  0x7b,
  0x7d,
];

type Form = "unknown" | "array" | "lines" | "document";

export class ItemList {
  #places = new Places();
  #problems = new Map<number, string>();
  readonly #most: number;
  /** There were more than are taken. */
  hasMore = false;

  constructor(most: number) {
    this.#most = most;
  }

  get length(): number {
    return this.#places.length;
  }

  add({ start, length, problem }: Item): void {
    if (this.length >= this.#most) {
      this.hasMore = true;
      return;
    }
    if (problem) this.#problems.set(this.length, problem);
    this.#places.add({ start, length });
  }

  at(index: number): Item {
    return { ...this.#places.at(index), problem: this.#problems.get(index) };
  }
}

export class ItemScanner {
  readonly #items: ItemList;
  form: Form;
  #limits: ItemLimits;
  #position = 0;
  #start = -1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Bytes of the string so far. */
  #textLength = 0;
  #problem: string | undefined;

  constructor(
    { form = "unknown", limits = itemLimits }: { form?: "unknown" | "lines"; limits?: ItemLimits } = {},
  ) {
    this.form = form;
    this.#limits = limits;
    this.#items = new ItemList(limits.items);
  }

  push(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) {
      if (this.#isInString && !this.#isEscaped) index = this.#skipText(bytes, index);
      else if (bytes[index] === space) index = skipSpaces(bytes, index);
      if (index < bytes.length) this.#step(bytes[index]!, this.#position + index);
    }
    this.#position += bytes.length;
  }

  end(): ItemList {
    if (this.#start >= 0) this.#close(this.#position);
    return this.#items;
  }

  /** To the next byte of a string that means something. */
  #skipText(bytes: Uint8Array, from: number): number {
    let index = from;
    while (index < bytes.length) {
      const byte = bytes[index]!;
      if (byte === quote || byte === backslash || byte === newline) break;
      index++;
    }
    this.#lengthen(index - from);
    return index;
  }

  #lengthen(bytes: number): void {
    this.#textLength += bytes;
    if (this.#textLength > this.#limits.text) {
      this.#problem ??= `has a text longer than ${Math.round(this.#limits.text / 1024 / 1024)} MiB`;
    }
  }

  #step(byte: number, at: number): void {
    if (byte === newline && this.#endsLine()) return this.#endLine(at);
    if (this.#isInString) return this.#stepInString(byte);
    if (byte <= space && (byte === space || byte === newline || byte === tab || byte === 0x0d)) return;
    if (this.form === "unknown" && this.#start < 0) {
      if (at < 3 && byte >= 0xbb) return; // the mark that says UTF-8
      if (byte === open) {
        this.form = "array";
        return;
      }
    }
    if (this.form === "array" && this.#depth === 0) {
      if (byte === comma || byte === close) return this.#start < 0 ? undefined : this.#close(at);
    }
    if (this.#start < 0) this.#start = at;
    this.#count(byte);
  }

  #stepInString(byte: number): void {
    if (byte === quote && !this.#isEscaped) this.#isInString = false;
    else this.#lengthen(1);
    this.#isEscaped = byte === backslash && !this.#isEscaped;
  }

  #count(byte: number): void {
    if (byte === quote) {
      this.#isInString = true;
      this.#textLength = 0;
    } else if (byte === open || byte === curly) {
      if (++this.#depth > this.#limits.depth) {
        this.#problem ??= `is nested more than ${this.#limits.depth} levels deep`;
      }
    } else if (byte === close || byte === endCurly) this.#depth = Math.max(0, this.#depth - 1);
  }

  #endsLine(): boolean {
    return this.form === "lines" || this.form === "unknown" && this.#start >= 0;
  }

  /** The first line decides: is it whole, or broken within a text, then each line is an item. */
  #endLine(at: number): void {
    if (this.form === "unknown") this.form = this.#depth > 0 && !this.#isInString ? "document" : "lines";
    if (this.form === "lines" && this.#start >= 0) this.#close(at);
  }

  #close(end: number): void {
    const item: Item = { start: this.#start, length: end - this.#start };
    if (this.#problem) item.problem = this.#problem;
    this.#items.add(item);
    this.#start = -1;
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
    this.#problem = undefined;
  }
}

/** To the last one in a row. */
function skipSpaces(bytes: Uint8Array, from: number): number {
  let index = from;
  while (bytes[index + 1] === space) index++;
  return index;
}
