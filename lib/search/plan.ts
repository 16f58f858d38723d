/**
 * How to go about a search: which words to ask the index for, and which to look for in the messages themselves.
 *
 * The index puts a prefix together from all words that begin with it before it gives the first message, so a common
 * one beside a rare one costs far more than reading the few messages that hold the rare one.
 */
import type { Database } from "@/lib/db/database.ts";
import { selectFound, selectMatches } from "@/lib/db/search_index.ts";
import { countMatches } from "./matches.ts";
import { type Scope, type SearchTerms, type Term, toMatch } from "./query.ts";

export interface Plan {
  /** All that is asked. */
  match: string;
  /** Only what is rare of it, when that spares work. */
  narrow: string | undefined;
  /** What a message has to hold besides. */
  rest: SearchTerms;
  /** How many messages of the sample hold each of the wanted terms, as far as was counted. */
  counts: number[];
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
  const match = toMatch(terms, scope);
  if (!match) return;
  // One alone is neither rarer nor commoner than others.
  const isCounted = sample !== undefined && terms.wanted.length > 1;
  const counts = isCounted ? terms.wanted.map((term) => countIn(db, sample, term)) : [];
  const isCommon = (_: Term, index: number) => counts[index]! > common;
  const rest = { wanted: terms.wanted.filter(isCommon), unwanted: terms.unwanted };
  const rare = terms.wanted.filter((term, index) => !isCommon(term, index));
  const isWorthIt = rare.length > 0 && rest.wanted.length > 0;
  return {
    match,
    narrow: isWorthIt ? toMatch({ wanted: rare, unwanted: [] }, scope) : undefined,
    rest,
    counts,
  };
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
  { part, limit }: { part: number; limit: number },
): number[] {
  const whole = () => selectMatches(db, { part, match: plan.match, before, limit });
  if (!plan.narrow) return whole();
  const seqs = selectMatches(db, { part, match: plan.narrow, before, limit: mostRead + 1 });
  if (seqs.length > mostRead) return whole();
  const found: number[] = [];
  for (const seq of seqs) {
    const content = selectFound(db, seq)?.content ?? "";
    if (content.length > longestRead) return whole();
    if (holds(content, plan.rest)) found.push(seq);
  }
  return found.slice(0, limit);
}

function holds(content: string, { wanted, unwanted }: SearchTerms): boolean {
  const { times } = countMatches(content, [...wanted, ...unwanted]);
  return times.every((count, index) => (count > 0) === (index < wanted.length));
}

/** Up to `common`, and one more when there are more. */
function countIn(db: Database, part: number, term: Term): number {
  const count = (term: Term) => {
    const match = toMatch({ wanted: [term], unwanted: [] }, {})!;
    return selectMatches(db, { part, match, before: all, limit: common + 1 }).length;
  };
  // The word itself first: of a common one its longer kin need not be put together.
  const whole = term.isPrefix ? count({ ...term, isPrefix: false }) : 0;
  return whole > common ? whole : count(term);
}
