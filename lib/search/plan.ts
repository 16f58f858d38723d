/**
 * How to go about a search: which words to ask the index for, and which to look for in the messages themselves.
 *
 * The index puts a prefix together from all words that begin with it before it gives the first message, so a common
 * one beside a rare one, or in a chat or a month with few messages, costs far more than reading those few.
 */
import type { Database } from "@/lib/db/database.ts";
import { type PartRow, selectFound, selectMatches } from "@/lib/db/search_index.ts";
import { countMatches } from "./matches.ts";
import { type SearchTerms, type Term, toMatch } from "./query.ts";
import { isInScope, type Scope, scopeAmong, scopeClauses } from "./scope.ts";

export interface Plan {
  terms: SearchTerms;
  scope: Scope;
  /** How many messages of the sample hold each of the wanted terms, as far as was counted. */
  counts: number[];
  /** Terms to ask for first, and what messages that hold them have to hold besides. */
  rare: { terms: SearchTerms; rest: SearchTerms } | undefined;
  /** The chat, role and model alone leave little. */
  isScopeRare: boolean;
}

/** In a part of the index. */
const common = 1000;
/** More of them, or longer ones, and the index is faster after all. */
const mostRead = 48;
const longestRead = 32_768;
const all = Number.MAX_SAFE_INTEGER;

/** Undefined when nothing is asked for. `sample`: a part of the index. */
export function makePlan(
  db: Database,
  terms: SearchTerms,
  { scope, sample }: { scope: Scope; sample: number | undefined },
): Plan | undefined {
  if (terms.wanted.length + terms.unwanted.length === 0) return;
  // One alone is neither rarer nor commoner than others.
  const isCounted = sample !== undefined && terms.wanted.length > 1;
  const counts = isCounted ? terms.wanted.map((term) => countTerm(db, sample, term)) : [];
  return { terms, scope, counts, rare: rareTerms(terms, counts), isScopeRare: isRare(db, sample, scope) };
}

function rareTerms({ wanted, unwanted }: SearchTerms, counts: number[]): Plan["rare"] {
  const isCommon = (_: Term, index: number) => counts[index]! > common;
  const rare = wanted.filter((term, index) => !isCommon(term, index));
  const rest = wanted.filter(isCommon);
  if (rare.length === 0 || rest.length === 0) return;
  return { terms: { wanted: rare, unwanted: [] }, rest: { wanted: rest, unwanted } };
}

function isRare(db: Database, sample: number | undefined, { period: _, ...scope }: Scope): boolean {
  const match = scopeClauses(scope).join(" AND ");
  return match !== "" && (sample === undefined || countMessages(db, sample, match) <= common);
}

interface PartSearch {
  plan: Plan;
  /** Only older messages. */
  before: number;
  db: Database;
}

/** Newest first. */
export function findInPart(
  { db, plan, before }: PartSearch,
  { part, limit }: { part: PartRow; limit: number },
): number[] {
  const scope = scopeAmong(plan.scope, part);
  if (!scope) return [];
  const select = (match: string, limit: number) =>
    selectMatches(db, { part: part.part, match, before, limit, period: scope.period });
  for (const { match, rest } of narrowings(plan, scope)) {
    const found = keepFew(db, select(match, mostRead + 1), { terms: rest, scope });
    if (found) return found.slice(0, limit);
  }
  return select(toMatch(plan.terms, scope)!, limit);
}

/** What may leave few messages, and what those have to hold besides. */
function* narrowings({ terms, rare, isScopeRare }: Plan, scope: Scope) {
  if (isScopeRare || scope.period) yield { match: scopeClauses(scope).join(" AND "), rest: terms };
  // Whether those few are in the scope is seen faster in them than in the index.
  if (rare) yield { match: toMatch(rare.terms, {})!, rest: rare.rest };
}

/** Undefined when they are many or long. */
function keepFew(
  db: Database,
  seqs: number[],
  { terms, scope }: { terms: SearchTerms; scope: Scope },
): number[] | undefined {
  if (seqs.length > mostRead) return;
  const found: number[] = [];
  for (const seq of seqs) {
    const row = selectFound(db, seq);
    if (!row || !isInScope(row, scope)) continue;
    if (row.content.length > longestRead) return;
    if (holds(row.content, terms)) found.push(seq);
  }
  return found;
}

function holds(content: string, { wanted, unwanted }: SearchTerms): boolean {
  const { times } = countMatches(content, [...wanted, ...unwanted]);
  return times.every((count, index) => (count > 0) === (index < wanted.length));
}

/** Up to `common`, and one more when there are more. */
function countTerm(db: Database, part: number, term: Term): number {
  const count = (term: Term) => countMessages(db, part, toMatch({ wanted: [term], unwanted: [] }, {})!);
  // The word itself first: of a common one its longer kin need not be put together.
  const whole = term.isPrefix ? count({ ...term, isPrefix: false }) : 0;
  return whole > common ? whole : count(term);
}

function countMessages(db: Database, part: number, match: string): number {
  return selectMatches(db, { part, match, before: all, limit: common + 1 }).length;
}
