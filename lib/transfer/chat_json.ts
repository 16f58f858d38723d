/** The JSON of one chat, parsed a message at a time: only one is in memory. */
import { slices } from "@/lib/slices.ts";
import { UnknownChat } from "./refused.ts";
import { LongText } from "./long_text.ts";
import { type Outline, type OutlineLimits, outlineLimits, OutlineScanner } from "./outline.ts";
import type { Place } from "./places.ts";
import { inWindows, readText, type Source } from "./source.ts";

export interface ChatJson {
  /** All but its messages: in the place of each stands the number with which `part()` gives it. */
  value: unknown;
  /** Anew each time. Throws UnknownChat when it is not JSON. */
  part(number: number): unknown;
  parts: number;
}

/** With other work between. Throws UnknownChat. */
export async function openChat(source: Source, place: Place, limits = outlineLimits): Promise<ChatJson> {
  const outline = await scan(source, place, limits);
  if (outline.problem) throw new UnknownChat(outline.problem);
  if (!outline.isWhole) throw new UnknownChat("is not valid JSON");
  const reader = new PieceReader(source, outline);
  return {
    value: await reader.readOutside(place),
    part: (number) => reader.readPart(number),
    parts: outline.parts.length,
  };
}

/** Whether it could be a chat, or anything. */
export async function isJson(source: Source, place: Place): Promise<boolean> {
  try {
    const { part, parts } = await openChat(source, place);
    const slice = slices();
    for (let number = 0; number < parts; number++) {
      part(number);
      await slice.pass();
    }
    return true;
  } catch (error) {
    if (!(error instanceof UnknownChat)) throw error;
    return false;
  }
}

const scannedAtOnce = 128 * 1024;

async function scan(source: Source, place: Place, limits: OutlineLimits): Promise<Outline> {
  const scanner = new OutlineScanner(place.start, limits);
  const slice = slices();
  for (const { start, length } of inWindows(place)) {
    for (let done = 0; done < length; done += scannedAtOnce) {
      const part = { start: start + done, length: Math.min(scannedAtOnce, length - done) };
      scanner.push(source.read(part));
      await slice.pass();
    }
  }
  return scanner.end();
}

class PieceReader {
  readonly #source: Source;
  readonly #outline: Outline;
  /** No text of a file begins with it. */
  readonly #mark = `${crypto.randomUUID()} `;

  constructor(source: Source, outline: Outline) {
    this.#source = source;
    this.#outline = outline;
  }

  async readOutside(place: Place): Promise<unknown> {
    const { parts } = this.#outline;
    const text: string[] = [];
    const slice = slices();
    let at = place.start;
    for (let number = 0; number < parts.length; number++) {
      const { start, length } = parts.at(number);
      text.push(this.#write({ start: at, length: start - at }), String(number));
      at = start + length;
      await slice.pass();
    }
    text.push(this.#write({ start: at, length: place.start + place.length - at }));
    return this.#parse(text.join(""), place);
  }

  readPart(number: number): unknown {
    const place = this.#outline.parts.at(number);
    return this.#parse(this.#write(place), place);
  }

  /** With a mark in the place of each long text. */
  #write({ start, length }: Place): string {
    const { longTexts } = this.#outline;
    const end = start + length;
    let text = "";
    let at = start;
    for (let number = longTexts.firstFrom(start); number < longTexts.length; number++) {
      const long = longTexts.at(number);
      if (long.start >= end) break;
      const before = readText(this.#source, { start: at, length: long.start - at });
      text += before + JSON.stringify(`${this.#mark}${number}`);
      at = long.start + long.length;
    }
    return text + readText(this.#source, { start: at, length: end - at });
  }

  #parse(text: string, { start, length }: Place): unknown {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new UnknownChat("is not valid JSON");
    }
    // The word alone may stand in a message; as a key nobody writes it without meaning harm.
    if (/__proto__|\\u005f/i.test(text) && hasPrototypeKey(value)) {
      throw new UnknownChat("has a key __proto__");
    }
    const { longTexts } = this.#outline;
    const hasLongTexts = longTexts.firstFrom(start) < longTexts.firstFrom(start + length);
    return hasLongTexts ? this.#withLongTexts(value) : value;
  }

  #withLongTexts(value: unknown): unknown {
    if (typeof value === "string") {
      if (!value.startsWith(this.#mark)) return value;
      return new LongText(this.#source, this.#outline.longTexts.at(Number(value.slice(this.#mark.length))));
    }
    if (typeof value !== "object" || value === null) return value;
    const inner = value as Record<string, unknown>;
    for (const key of Object.keys(inner)) inner[key] = this.#withLongTexts(inner[key]);
    return value;
  }
}

function hasPrototypeKey(value: unknown): boolean {
  const next = [value];
  while (next.length > 0) {
    const found = next.pop();
    if (typeof found !== "object" || found === null) continue;
    if (!Array.isArray(found) && Object.hasOwn(found, "__proto__")) return true;
    for (const inner of Object.values(found)) next.push(inner);
  }
  return false;
}
