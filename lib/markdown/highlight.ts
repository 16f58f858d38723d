/**
 * Colours code: Prism's tokenizer with our grammars, as spans of the tree.
 *
 * A module of its own so that pages load it only when a reply holds code. Never touches the page.
 */
import "./prism_manual.ts";
import Prism from "prismjs/components/prism-core.js";
import { GRAMMARS } from "./grammars.ts";
import { append, element, type Node } from "./tree.ts";

const MAX_LENGTH = 30_000;
const LONG_LINE = /^.{5000}/m;

/** Null for languages without a grammar, and for code so long that colouring would be felt. */
export function highlight(text: string, language: string): Node[] | null {
  const grammar = Object.hasOwn(GRAMMARS, language) ? GRAMMARS[language] : undefined;
  if (!grammar || text.length > MAX_LENGTH || LONG_LINE.test(text)) return null;
  return spans(Prism.tokenize(text, grammar));
}

type Token = string | { type: string; content: Token | Token[] };

function spans(tokens: Token | Token[]): Node[] {
  const nodes: Node[] = [];
  for (const token of [tokens].flat()) {
    if (typeof token === "string") append(nodes, token);
    else if (token.type === "plain") append(nodes, ...spans(token.content));
    else append(nodes, element("span", { class: `tok-${token.type}` }, spans(token.content)));
  }
  return nodes;
}
