/**
 * Finding messages: few matches come ranked, many newest first, page by page.
 *
 * Walks the index part by part from the newest and lets other work in between, so that no query holds up the
 * server for long. A cursor keeps the order that the first page had.
 */
import type { Deps } from "@/lib/deps.ts";
import {
  partOf,
  selectFound,
  selectMatches,
  selectParts,
  selectRankedMatches,
} from "@/lib/db/search_index.ts";
import { selectSessionSeqs } from "@/lib/db/messages.ts";
import type { SearchHit, SearchPage, SearchQuery } from "@/lib/shared/search.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { indexBacklog } from "./index_messages.ts";
import { parseTerms, type SearchTerms, toMatch } from "./query.ts";
import { makeSnippet } from "./snippet.ts";
import { type Turns, turns } from "./turns.ts";

/** Up to so many matches are ranked, if that does not take too long. */
const mostRanked = 300;
const patience = { find: 25, rank: 35 };

type SearchDeps = Pick<Deps, "db">;

/** When `signal` fires, nobody waits any more: what was found so far is given. */
export async function searchMessages(
  deps: SearchDeps,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<SearchPage> {
  const began = performance.now();
  const cursor = query.cursor ? readCursor(query.cursor) : undefined;
  const terms = parseTerms(query.q);
  const match = toMatch(terms, { sessionId: query.session_id, role: query.role });
  if (!match) return page([], null, began);
  const turn = turns(signal);
  while (indexBacklog(deps.db)) await turn.pass();

  const search: Search = { match, ...bounds(deps, query.session_id), began, turn };
  const found = await findPage(deps, search, { limit: query.limit, cursor });
  return page(await describe(deps, found.items, terms, turn), found.next, began);
}

interface Search {
  match: string;
  /** Only parts that hold messages from here on. */
  from: number;
  /** Only older messages. */
  before: number;
  began: number;
  turn: Turns;
}

interface Match {
  seq: number;
  score: number;
}

interface Found {
  items: Match[];
  next: Cursor | null;
}

function bounds({ db }: SearchDeps, sessionId: string | undefined): { from: number; before: number } {
  if (!sessionId) return { from: 0, before: Number.MAX_SAFE_INTEGER };
  const seqs = selectSessionSeqs(db, sessionId);
  return { from: seqs[0] ?? 0, before: (seqs.at(-1) ?? -1) + 1 };
}

interface Wanted {
  limit: number;
  cursor?: Cursor;
}

async function findPage(deps: SearchDeps, search: Search, { limit, cursor }: Wanted): Promise<Found> {
  const before = cursor?.before ?? search.before;
  const enough = limit + 1;
  if (cursor?.order === "newest") {
    const { seqs } = await find(deps, { ...search, before }, { enough, most: enough });
    return newestPage(seqs, limit);
  }
  // The next pages of a ranked list are of the same list, however long it takes.
  const isFirst = cursor === undefined;
  const most = mostRanked + 1;
  const { seqs, isAll } = await find(deps, { ...search, before }, { enough: isFirst ? enough : most, most });
  const isFew = isAll && seqs.length <= mostRanked;
  const canChange = isFirst && seqs.length > limit;
  const ranked = isFew || !isFirst
    ? await rank(deps, { ...search, before }, { seqs, isPatient: !canChange })
    : undefined;
  if (!ranked) return newestPage(seqs, limit);
  const end = (cursor?.offset ?? 0) + limit;
  return {
    items: ranked.slice(end - limit, end),
    next: end < ranked.length
      ? { order: "ranked", before: isFirst ? seqs[0]! + 1 : before, offset: end }
      : null,
  };
}

function newestPage(seqs: number[], limit: number): Found {
  const items = seqs.slice(0, limit).map((seq) => ({ seq, score: 0 }));
  return { items, next: seqs.length > limit ? { order: "newest", before: items.at(-1)!.seq } : null };
}

interface Extent {
  most: number;
  /** With so many it ends early once it has taken long. */
  enough: number;
}

async function find({ db }: SearchDeps, search: Search, { most, enough }: Extent) {
  const { match, before, turn } = search;
  const seqs: number[] = [];
  for (const part of selectParts(db, { from: search.from, to: before })) {
    seqs.push(...selectMatches(db, { part, match, before, limit: most - seqs.length }));
    if (seqs.length >= most) return { seqs, isAll: false };
    const isLate = performance.now() - search.began > patience.find;
    if ((isLate && seqs.length >= enough) || await turn.pass()) return { seqs, isAll: false };
  }
  return { seqs, isAll: true };
}

/** Undefined when it would take too long. */
async function rank(
  { db }: SearchDeps,
  { match, before, began, turn }: Search,
  { seqs, isPatient }: { seqs: number[]; isPatient: boolean },
): Promise<Match[] | undefined> {
  const ranked: Match[] = [];
  for (const part of new Set(seqs.map(partOf))) {
    if (!isPatient && performance.now() - began > patience.rank) return;
    ranked.push(...selectRankedMatches(db, { part, match, before, limit: mostRanked }));
    await turn.pass();
  }
  return ranked.toSorted((a, b) => b.score - a.score || b.seq - a.seq);
}

async function describe(
  { db }: SearchDeps,
  matches: Match[],
  { wanted }: SearchTerms,
  turn: Turns,
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const { seq, score } of matches) {
    const row = selectFound(db, seq);
    if (!row) continue; // removed a moment ago
    const { text, ranges } = makeSnippet(row.content, wanted);
    const { message_id, session_id, session_title, role, created_at } = row;
    hits.push({
      session_id,
      session_title,
      message_id,
      role,
      snippet: text,
      ranges,
      created_at: new Date(created_at).toISOString(),
      score: Number(score.toPrecision(4)),
    });
    await turn.pass();
  }
  return hits;
}

function page(items: SearchHit[], next: Cursor | null, began: number): SearchPage {
  const tookMs = performance.now() - began;
  return { items, next_cursor: next && writeCursor(next), took_ms: Math.round(tookMs * 10) / 10 };
}
