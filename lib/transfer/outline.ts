/**
 * Where the messages of one chat stand in its JSON, and its long texts: so that the chat is never parsed as a whole,
 * nor a long text before it is asked for.
 *
 * Fed with bytes as they come, keeps none of them. Knows JSON only as brackets and strings: whether it is any shows
 * when its pieces are parsed.
 */
import { Places } from "./places.ts";
import { mostMessages } from "./tree.ts";

export interface Outline {
  /** Every element of the lists, and value of the objects, that are called as in `holders`. */
  parts: Places;
  /** With their quotes. */
  longTexts: Places;
  /** What is open at its end is JSON no more. */
  isWhole: boolean;
  /** Why it must not be parsed. */
  problem?: string;
}

export interface OutlineLimits {
  /** A text with more bytes is a long one. */
  text: number;
  /** Of what is parsed at once: they take much more memory than their bytes. */
  values: number;
  parts: number;
}

/** ChatGPT has twice as many nodes as messages. */
export const outlineLimits: OutlineLimits = { text: 256 * 1024, values: 500_000, parts: 2 * mostMessages };

const holders = ["messages", "mapping"];
const longestKey = 6 * Math.max(...holders.map((key) => key.length));

const [quote, comma, colon, open, backslash, close, curly, endCurly] = [
  0x22,
  0x2c,
  0x3a,
  0x5b,
  0x5c,
  0x5d,
  0x7b,
  0x7d,
];

export class OutlineScanner {
  readonly #limits: OutlineLimits;
  readonly #outline: Outline = { parts: new Places(), longTexts: new Places(), isWhole: false };
  #position: number;
  #depth = 0;
  #isInText = false;
  #isEscaped = false;
  #textStart = 0;
  /** Whether a long text stands directly before. */
  #isAfterLong = false;
  /** The last text outside of parts, as it is written, as far as it can be a holder's name. */
  #key = "";
  #state: "outside" | "beforeHolder" | "inHolder" | "beforePart" | "inPart" = "outside";
  /** Of what stands directly in the holder. */
  #holderDepth = 0;
  #isHolderList = false;
  #partStart = 0;
  #values = { outside: 0, inPart: 0 };

  /** `start`: where in the file the first byte stands. */
  constructor(start: number, limits: OutlineLimits = outlineLimits) {
    this.#position = start;
    this.#limits = limits;
  }

  push(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) {
      if (this.#isInText) index = this.#passText(bytes, index);
      else if (bytes[index]! > 0x20) this.#step(bytes[index]!, this.#position + index);
    }
    this.#position += bytes.length;
  }

  end(): Outline {
    this.#outline.isWhole = this.#depth === 0 && !this.#isInText;
    return this.#outline;
  }

  /** To the text's last byte that is here. */
  #passText(bytes: Uint8Array, from: number): number {
    let index = from;
    if (this.#isEscaped) index++;
    this.#isEscaped = false;
    for (; index < bytes.length; index++) {
      const byte = bytes[index]!;
      if (byte === quote) break;
      if (byte === backslash && ++index === bytes.length) this.#isEscaped = true;
    }
    if (this.#state === "outside" && this.#key.length <= longestKey) {
      this.#key += String.fromCharCode(...bytes.subarray(from, Math.min(index, from + longestKey + 1)));
    }
    if (index < bytes.length) this.#endText(this.#position + index);
    return index;
  }

  #endText(at: number): void {
    this.#isInText = false;
    const length = at + 1 - this.#textStart;
    this.#isAfterLong = length > this.#limits.text;
    if (this.#isAfterLong) this.#outline.longTexts.add({ start: this.#textStart, length });
  }

  #step(byte: number, at: number): void {
    if (this.#state === "beforeHolder") this.#beginHolder(byte);
    else if (this.#state === "beforePart") this.#beginPart(byte, at);
    if (byte === quote) {
      this.#isInText = true;
      this.#textStart = at;
      if (this.#state === "outside") this.#key = "";
    } else if (byte === colon) {
      if (this.#isAfterLong) this.#outline.problem ??= "has a key as long as a text";
      this.#passColon();
    } else if (byte === comma) {
      this.#addValue();
      if (this.#isAtHolder()) this.#endPart(at);
    } else if (byte === open || byte === curly) {
      this.#addValue();
      this.#depth++;
    } else if (byte === close || byte === endCurly) {
      if (this.#isAtHolder()) {
        this.#endPart(at);
        this.#state = "outside";
      }
      this.#depth--;
    }
    this.#isAfterLong = false;
  }

  #isAtHolder(): boolean {
    return this.#state !== "outside" && this.#depth === this.#holderDepth;
  }

  #passColon(): void {
    if (this.#state === "outside" && isHolder(this.#key)) this.#state = "beforeHolder";
    else if (this.#state === "inHolder" && !this.#isHolderList) this.#state = "beforePart";
  }

  #beginHolder(byte: number): void {
    this.#isHolderList = byte === open;
    this.#holderDepth = this.#depth + 1;
    this.#state = this.#isHolderList ? "beforePart" : byte === curly ? "inHolder" : "outside";
  }

  #beginPart(byte: number, at: number): void {
    if (byte === comma || byte === close || byte === endCurly) return;
    this.#state = "inPart";
    this.#partStart = at;
    this.#values.inPart = 0;
  }

  #endPart(at: number): void {
    if (this.#state === "inPart") {
      this.#outline.parts.add({ start: this.#partStart, length: at - this.#partStart });
      if (this.#outline.parts.length > this.#limits.parts) {
        this.#outline.problem ??= `has more than ${mostMessages.toLocaleString("en")} messages`;
      }
    }
    this.#state = this.#isHolderList ? "beforePart" : "inHolder";
  }

  #addValue(): void {
    const isInPart = this.#state === "inPart";
    const values = isInPart ? ++this.#values.inPart : ++this.#values.outside;
    if (values > this.#limits.values) {
      const what = isInPart ? "a message with" : "besides its messages";
      this.#outline.problem ??= `has ${what} more than ${this.#limits.values.toLocaleString("en")} values`;
    }
  }
}

function isHolder(key: string): boolean {
  if (!key.includes("\\")) return holders.includes(key);
  try {
    return holders.includes(JSON.parse(`"${key}"`));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false; // cut off, or no JSON at all
  }
}
