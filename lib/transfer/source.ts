/** The bytes of an import, wherever they are, read in places. */
import { UnknownChat } from "./refused.ts";
import type { Place } from "./places.ts";

export interface Source {
  /** Of a stretch of at most `windowBytes`. What it gives is good until the next read. */
  read(place: Place): Uint8Array;
}

export const windowBytes = 1024 * 1024;

/** Never holds it as bytes too. Throws UnknownChat when it is not UTF-8. */
export function readText(source: Source, place: Place): string {
  try {
    if (place.length <= windowBytes) return utf8.decode(source.read(place));
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    let text = "";
    for (const part of inWindows(place)) text += decoder.decode(source.read(part), { stream: true });
    return text + decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UnknownChat("is not valid UTF-8");
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function* inWindows({ start, length }: Place): Generator<Place> {
  for (let done = 0; done < length; done += windowBytes) {
    yield { start: start + done, length: Math.min(windowBytes, length - done) };
  }
}

export function memorySource(bytes: Uint8Array): Source {
  return { read: ({ start, length }) => bytes.subarray(start, start + length) };
}
