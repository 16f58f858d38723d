/**
 * Colours code: the tokens of our grammars as spans of the tree.
 *
 * A module of its own so that pages load it only when a reply holds code. Never touches the page.
 */
import { GRAMMARS } from "./grammars.ts";
import { type Token, tokenize } from "./tokenize.ts";
import { append, element, type Node } from "./tree.ts";

const MAX_LENGTH = 30_000;
const LONG_LINE = /^.{5000}/m;

/** Null for languages without a grammar, and for code so long that colouring would be felt. */
export function highlight(text: string, language: string): Node[] | null {
  const grammar = Object.hasOwn(GRAMMARS, language) ? GRAMMARS[language] : undefined;
  if (!grammar || text.length > MAX_LENGTH || LONG_LINE.test(text)) return null;
  return spans(tokenize(text, grammar));
}

function spans(tokens: Token[]): Node[] {
  const nodes: Node[] = [];
  for (const token of tokens) {
    if (typeof token === "string") append(nodes, token);
    else if (token.name === "plain") append(nodes, ...spans(token.content));
    else append(nodes, element("span", { class: `tok-${token.name}` }, spans(token.content)));
  }
  return nodes;
}
