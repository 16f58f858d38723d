/** Full-text search over a few dozen sections: BM25 in memory, titles counting more than text. */
import type { Document } from "./document.ts";

export interface Hit {
  document: Document;
  score: number;
}

export interface SearchIndex {
  /** Best first; only documents with at least one of the words. */
  find: (query: string) => Hit[];
}

export function indexDocuments(documents: readonly Document[]): SearchIndex {
  const entries = documents.map((document) => {
    const counts = countWords(document);
    return { document, counts, length: [...counts.values()].reduce((sum, count) => sum + count, 0) };
  });
  const averageLength = entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, entries.length);
  const frequency = (word: string) => entries.filter(({ counts }) => counts.has(word)).length;
  return {
    find(query) {
      const weights = [...new Set(stemsOf(query))].map((word) => {
        const found = frequency(word);
        return { word, weight: Math.log(1 + (entries.length - found + 0.5) / (found + 0.5)) };
      });
      return entries
        .map(({ document, counts, length }) => {
          const score = weights.reduce((sum, { word, weight }) => {
            const count = counts.get(word) ?? 0;
            return sum + weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / averageLength));
          }, 0);
          return { document, score };
        })
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score);
    },
  };
}

function countWords({ title, text, words = "" }: Document): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (source: string, weight: number) => {
    for (const stem of stemsOf(source)) counts.set(stem, (counts.get(stem) ?? 0) + weight);
  };
  add(title, 5);
  add(words, 3);
  add(text, 1);
  return counts;
}

function stemsOf(text: string): string[] {
  const words = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.filter((word) => !commonWords.has(word)).map(stem);
}

/** Plural and verb endings off, so that "loading" finds "load". */
function stem(word: string): string {
  if (word.length <= 4) return word.replace(/s$/, "");
  const bare = word.replace(/(ing|ed|es|s|ly)$/, "").replace(/e$/, "");
  return bare.length < 3 ? word : bare.replace(/([^aeiou])\1$/, "$1");
}

const commonWords = new Set(
  ("a an and any are as at be by can could do does for from get give has have how i if in into is it its " +
    "me my not of on one or please should so some than that the then there these this to up use used using want " +
    "was we what when where which while who why will with would you your tell show explain about hello hi hey")
    .split(" "),
);
