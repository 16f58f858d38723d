/** The words around what matched in a message, on one line, with the places of the matches. */
import { findMatches, type Match } from "./matches.ts";
import type { Term } from "./query.ts";

export interface Snippet {
  text: string;
  /** In UTF-16 code units of the text; in order, none touching the next. */
  ranges: [start: number, end: number][];
}

const length = { most: 200, before: 60, read: 8192 };
const enoughMatches = 100;

export function makeSnippet(content: string, terms: Term[]): Snippet {
  const matches = terms.length > 0 ? firstMatches(content, terms) : [];
  return cut(content, bestStart(matches), matches);
}

/** Of the first stretch that has any: long texts are read piece by piece, pieces end between words. */
function firstMatches(content: string, terms: Term[]): Match[] {
  for (let from = 0; from < content.length;) {
    const to = endOfPiece(content, from);
    const matches = findMatches(content.slice(from, to), terms, enoughMatches);
    if (matches.length > 0) {
      return matches.map(({ term, start, end }) => ({ term, start: start + from, end: end + from }));
    }
    // A phrase may stand across two pieces.
    from = to === content.length ? to : Math.max(from + 1, to - length.most);
  }
  return [];
}

function endOfPiece(content: string, from: number): number {
  const end = from + length.read;
  if (end >= content.length) return content.length;
  const space = content.lastIndexOf(" ", end);
  return space > from + length.read / 2 ? space : end;
}

/** Where the most different terms stand together. */
function bestStart(matches: Match[]): number {
  let best = { start: 0, terms: 0 };
  matches.forEach(({ start }, index) => {
    const near = matches.slice(index).filter((match) => match.end - start <= length.most - length.before);
    const terms = new Set(near.map((match) => match.term)).size;
    if (terms > best.terms) best = { start, terms };
  });
  return best.start;
}

function cut(content: string, matchStart: number, matches: Match[]): Snippet {
  const from = startBefore(content, matchStart);
  const to = endAfter(content, from + length.most);
  const lead = from > 0 ? "…" : "";
  const text = lead + oneLine(content.slice(from, to)) + (to < content.length ? "…" : "");
  const ranges = merge(
    matches.filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => [start - from + lead.length, end - from + lead.length]),
  );
  return { text, ranges };
}

/** At a word's beginning where there is one near, never within a character. */
function startBefore(content: string, match: number): number {
  const earliest = match - length.before;
  if (earliest <= 0) return 0;
  const space = content.slice(earliest, match).search(/\s\S/);
  return onCharacter(content, space < 0 ? earliest : earliest + space + 1);
}

function endAfter(content: string, latest: number): number {
  if (latest >= content.length) return content.length;
  const space = content.slice(latest - 30, latest).search(/\s\S*$/);
  return onCharacter(content, space < 0 ? latest : latest - 30 + space);
}

function onCharacter(content: string, at: number): number {
  const isInside = (content.charCodeAt(at) & 0xfc00) === 0xdc00 &&
    (content.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  return isInside ? at - 1 : at;
}

/** As long as it was, so that places stay. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]/gu, " ");
}

function merge(ranges: [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
