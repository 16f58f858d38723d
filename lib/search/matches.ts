/** Where the terms of a query stand in a text: what the index says of a message, seen in the message itself. */
import type { Term } from "./query.ts";
import { splitWords, type Word } from "./words.ts";

export interface Match {
  /** Its place in the list of terms. */
  term: number;
  /** In UTF-16 code units of the text. */
  start: number;
  end: number;
}

/** In the order of the text. */
export function findMatches(text: string, terms: Term[], most: number): Match[] {
  const words = splitWords(text);
  const matches: Match[] = [];
  for (let at = 0; at < words.length && matches.length < most; at++) {
    terms.forEach((term, index) => {
      if (!isAt(words, at, term)) return;
      const last = at + term.words.length - 1;
      const end = term.endsWithPair ? words[last + 1]!.end : words[last]!.end;
      matches.push({ term: index, start: words[at]!.start, end });
    });
  }
  return matches;
}

export interface Counts {
  /** For each term. */
  times: number[];
  words: number;
}

export function countMatches(text: string, terms: Term[]): Counts {
  const words = splitWords(text);
  const times = terms.map(() => 0);
  for (let at = 0; at < words.length; at++) {
    for (let index = 0; index < terms.length; index++) {
      if (isAt(words, at, terms[index]!)) times[index]!++;
    }
  }
  return { times, words: words.length };
}

function isAt(words: Word[], at: number, { words: asked, isPrefix }: Term): boolean {
  const last = asked.length - 1;
  if (at + last >= words.length) return false;
  for (let index = 0; index <= last; index++) {
    const { text } = words[at + index]!;
    const isSame = isPrefix && index === last ? text.startsWith(asked[index]!) : text === asked[index];
    if (!isSame) return false;
  }
  return true;
}
