/**
 * What is typed into the search box, as terms: any text is a valid query.
 *
 * Words are prefixes, "quoted" ones a phrase, a minus before either leaves out. Knows FTS5's language, no table.
 */
import { type Scope, scopeClauses } from "./scope.ts";
import { splitWords, type Word } from "./words.ts";

export interface Term {
  /** Stand one after the other. */
  words: string[];
  /** The last word may go on. */
  isPrefix: boolean;
  /** The last word is a pair of characters of an unspaced script: the match ends with its second one. */
  endsWithPair: boolean;
}

export interface SearchTerms {
  wanted: Term[];
  unwanted: Term[];
}

/** Longer queries are cut here; nobody types them, but anything may be pasted. */
const most = { terms: 32, words: 64 };

export function parseTerms(q: string): SearchTerms {
  const terms: SearchTerms = { wanted: [], unwanted: [] };
  for (const { groups } of q.matchAll(pieces)) {
    const { minus, phrase, closing, word } = groups!;
    const isUnwanted = minus !== undefined ? minus !== "" : /^-[^-]/.test(word!);
    const list = isUnwanted ? terms.unwanted : terms.wanted;
    // An unwanted word is whole: "-java" must not leave out "javascript". A phrase still open is being typed.
    const isPrefix = !isUnwanted && !closing;
    const term = toTerm(splitWords(phrase ?? word!), isPrefix);
    if (term && list.length < most.terms) list.push(term);
  }
  return terms;
}

const pieces = /(?<minus>-?)["“”„](?<phrase>[^"“”„]*)(?<closing>["“”„]?)|(?<word>[^\s"“”„]+)/gu;

/** In the language of FTS5, over the columns `text` and `scope`; undefined when no words are asked for. */
export function toMatch({ wanted, unwanted }: SearchTerms, scope: Scope): string | undefined {
  if (wanted.length + unwanted.length === 0) return;
  const all = [...wanted.map((term) => `text : ${quote(term)}`), ...scopeClauses(scope)];
  const asked = all.length > 0 ? all.join(" AND ") : 'scope : ("user" OR "assistant" OR "system" OR "tool")';
  if (unwanted.length === 0) return asked;
  return `(${asked}) NOT text : (${unwanted.map(quote).join(" OR ")})`;
}

function toTerm(words: Word[], isPrefix: boolean): Term | undefined {
  const last = words.at(-1);
  if (!last) return;
  // Behind a pair the last character alone says that nothing follows, which was not asked.
  const isPair = last.isUnspaced && words.at(-2)?.isUnspaced === true && !words.at(-2)!.endsRun;
  const asked = isPair ? words.slice(0, -1) : words;
  const isCut = asked.length > most.words;
  return {
    words: asked.slice(0, most.words).map((word) => word.text),
    isPrefix: !isCut && (last.isUnspaced ? !isPair : isPrefix),
    endsWithPair: isPair && !isCut,
  };
}

/** Words hold letters, digits and marks only: nothing in them can end the quotes. */
function quote({ words, isPrefix }: Term): string {
  return `"${words.join(" ")}"${isPrefix ? "*" : ""}`;
}
