/** Which of a few messages are most about the words asked for: BM25, with the sample's counts for the whole. */
import { messagesInPart } from "@/lib/db/search_index.ts";
import type { Counts } from "./matches.ts";

export interface Candidate extends Counts {
  seq: number;
}

export interface Scored {
  seq: number;
  /** More is better. */
  score: number;
}

const saturation = 1.2;
const lengthWeight = 0.75;

/** Best first, the newer one of equals first. */
export function rank(candidates: Candidate[], counts: number[]): Scored[] {
  const usual = candidates.reduce((total, { words }) => total + words, 0) / candidates.length;
  return candidates
    .map(({ seq, times, words }) => ({ seq, score: score(times, words / usual, counts) }))
    .toSorted((a, b) => b.score - a.score || b.seq - a.seq);
}

function score(times: number[], length: number, counts: number[]): number {
  const norm = saturation * (1 - lengthWeight + lengthWeight * length);
  return times.reduce((total, count, term) => {
    // It is there, if only far down.
    const seen = Math.max(1, count);
    return total + rarity(counts[term] ?? 0) * (seen * (saturation + 1)) / (seen + norm);
  }, 0);
}

function rarity(count: number): number {
  return Math.log(1 + (messagesInPart - count + 0.5) / (count + 0.5));
}
