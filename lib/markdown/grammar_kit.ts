/**
 * What grammars are made of: the patterns that many languages share, and the language of statements.
 *
 * Token names are the colours there are (`--color-tok-…`). Every pattern that may run over line ends also ends
 * at the end of the text: an opening mark without its end must not make the search start anew at each mark.
 * Knows no language by name.
 */
export type Colour =
  | "keyword"
  | "string"
  | "number"
  | "comment"
  | "function"
  | "type"
  | "operator"
  | "deleted"
  | "inserted";

export type TokenName = Colour | "plain";

interface Rule {
  pattern: RegExp;
  inside?: Grammar;
}
/** Earlier ones win where two match at the same place. */
export type Grammar = { [name in TokenName]?: RegExp | Rule | (RegExp | Rule)[] };

/** The pattern's first group is only looked at. */
export const after = ({ source, flags }: RegExp): RegExp => new RegExp(`(?<=${source.slice(1)}`, flags);
export const words = (list: string, flags = ""): RegExp =>
  new RegExp(`\\b(?:${list.replaceAll(" ", "|")})\\b`, flags);

export const SLASHES = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/;
export const HASH = after(/(^|[\s;])#.*/m);
export const QUOTES = /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/;
export const TRIPLE = /(?:\b[a-z]{1,2})?(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$))/i;
export const BACKTICKS = /`(?:\\[\s\S]|[^`\\])*(?:`|$)/;
export const NUMBER = /\b(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)[a-z]{0,3}\d{0,3}\b/i;
const CALL = /\b[a-z_$][\w$]*(?=\()/i;
export const NAMED_TYPE = /\b[A-Z]\w*[a-z]\w*\b/;
const OPERATOR = /[-+*/%=<>!&|^~?:]+/;
const ATTRIBUTE = /@[\w.]+/;

/** A language of statements: comments, strings, words and calls. */
export function language(keywords: string, more: Grammar = {}): Grammar {
  return {
    comment: SLASHES,
    string: QUOTES,
    keyword: words(keywords),
    type: [ATTRIBUTE, NAMED_TYPE],
    function: CALL,
    number: NUMBER,
    operator: OPERATOR,
    ...more,
  };
}
