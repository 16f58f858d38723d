/**
 * Finding messages: few matches come ranked, many newest first, page by page.
 *
 * Walks the index part by part from the newest and lets other work in between, so that no query holds up the
 * server for long. A cursor keeps the order that the first page had.
 */
import type { Database } from "@/lib/db/database.ts";
import type { Deps } from "@/lib/deps.ts";
import { selectSessionSeqs } from "@/lib/db/messages.ts";
import { type PartRow, selectBacklog, selectFound, selectParts } from "@/lib/db/search_index.ts";
import type { SearchHit, SearchPage, SearchQuery } from "@/lib/shared/search.ts";
import { type Cursor, readCursor, writeCursor } from "./cursor.ts";
import { indexBacklog } from "./index_messages.ts";
import { countMatches } from "./matches.ts";
import { findInPart, makePlan, type Plan } from "./plan.ts";
import { parseTerms, type SearchTerms, type Term } from "./query.ts";
import { type Candidate, rank, type Scored } from "./rank.ts";
import type { Period } from "./scope.ts";
import { makeSnippet } from "./snippet.ts";
import { type Slices, slices } from "@/lib/slices.ts";

/** Up to so many matches are ranked, if that does not take too long. */
const mostRanked = 200;
const patience = { findMs: 18, rankMs: 28 };
/** Of a message, for its rank: what stands further down says little more. */
const readForRank = 8192;

type SearchDeps = Pick<Deps, "db">;

/** When `signal` fires, nobody waits any more: what was found so far is given. */
export async function searchMessages(
  { db }: SearchDeps,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<SearchPage> {
  const began = performance.now();
  const cursor = query.cursor ? readCursor(query.cursor) : undefined;
  const slice = slices(signal);
  while (isMissing(db, query) && indexBacklog(db)) await slice.pass();
  const terms = parseTerms(query.q);
  const search = openSearch(db, { query, terms, cursor, began, slice });
  const found = search ? await findPage(search, { limit: query.limit, cursor }) : { items: [], next: null };
  const items = await describe(db, found.items, { terms: terms.wanted, slice });
  const tookMs = Math.round((performance.now() - began) * 10) / 10;
  return { items, next_cursor: found.next && writeCursor(found.next), took_ms: tookMs };
}

interface Search {
  db: Database;
  plan: Plan;
  terms: SearchTerms;
  /** Of the index, newest first. */
  parts: PartRow[];
  /** Only older messages. */
  before: number;
  began: number;
  slice: Slices;
}

interface SearchStart extends Pick<Search, "terms" | "began" | "slice"> {
  query: SearchQuery;
  cursor: Cursor | undefined;
}

/** Undefined when nothing is asked for. */
function openSearch(db: Database, { query, terms, cursor, began, slice }: SearchStart): Search | undefined {
  const { session_id: sessionId, role, model } = query;
  const seqs = sessionId ? selectSessionSeqs(db, sessionId) : undefined;
  const [from, to] = seqs ? [seqs[0] ?? 0, seqs.at(-1) ?? 0] : [0, Number.MAX_SAFE_INTEGER];
  const before = cursor?.before ?? to + 1;
  const parts = selectParts(db, { from, to: before });
  // The newest part may have just begun.
  const scope = { sessionId, role, model, period: periodOf(query) };
  const plan = makePlan(db, terms, { scope, sample: (parts[1] ?? parts[0])?.part });
  return plan && { db, plan, terms, parts, before, began, slice };
}

function periodOf({ from, to }: SearchQuery): Period | undefined {
  if (from === undefined && to === undefined) return;
  return { from: from ?? Number.MIN_SAFE_INTEGER, to: to ?? Number.MAX_SAFE_INTEGER };
}

/** Whether messages that are yet to be indexed would not be found. */
function isMissing(db: Database, { model, from, to }: SearchQuery): boolean {
  const backlog = selectBacklog(db);
  const isFiltered = model !== undefined || from !== undefined || to !== undefined;
  return backlog !== undefined && (isFiltered || backlog.is_searchable === 0);
}

interface Found {
  items: Scored[];
  next: Cursor | null;
}

interface Wanted {
  limit: number;
  cursor: Cursor | undefined;
}

async function findPage(search: Search, { limit, cursor }: Wanted): Promise<Found> {
  const enough = limit + 1;
  if (cursor?.order === "newest") {
    return newestPage((await find(search, { enough, most: enough })).seqs, limit);
  }
  // The next pages of a ranked list are of the same list, however long it takes.
  const isFirst = cursor === undefined;
  const most = mostRanked + 1;
  const { seqs, isAll } = await find(search, { enough: isFirst ? enough : most, most });
  const canChange = isFirst && seqs.length > limit;
  const ranked = isFirst && !(isAll && seqs.length < most)
    ? undefined
    : await rankAll(search, { seqs, isPatient: !canChange });
  if (!ranked) return newestPage(seqs, limit);
  const end = (cursor?.offset ?? 0) + limit;
  const before = isFirst ? (seqs[0] ?? 0) + 1 : search.before;
  return {
    items: ranked.slice(end - limit, end),
    next: end < ranked.length ? { order: "ranked", before, offset: end } : null,
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

async function find(search: Search, { most, enough }: Extent) {
  const seqs: number[] = [];
  for (const part of search.parts) {
    seqs.push(...findInPart(search, { part, limit: most - seqs.length }));
    if (seqs.length >= most) return { seqs, isAll: false };
    const isLate = performance.now() - search.began > patience.findMs;
    if ((isLate && seqs.length >= enough) || await search.slice.pass()) return { seqs, isAll: false };
  }
  return { seqs, isAll: true };
}

/** Undefined when it would take too long. */
async function rankAll(
  { db, plan, terms, began, slice }: Search,
  { seqs, isPatient }: { seqs: number[]; isPatient: boolean },
): Promise<Scored[] | undefined> {
  const candidates: Candidate[] = [];
  for (const seq of seqs) {
    if (!isPatient && performance.now() - began > patience.rankMs) return;
    const row = selectFound(db, seq);
    if (row) candidates.push({ seq, ...countMatches(row.content.slice(0, readForRank), terms.wanted) });
    await slice.pass();
  }
  return rank(candidates, plan.counts);
}

interface Described {
  terms: Term[];
  slice: Slices;
}

async function describe(db: Database, found: Scored[], { terms, slice }: Described): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const { seq, score } of found) {
    const row = selectFound(db, seq);
    if (!row) continue; // removed a moment ago
    const { text, ranges } = makeSnippet(row.content, terms);
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
    await slice.pass();
  }
  return hits;
}
