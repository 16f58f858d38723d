/**
 * The tree that Markdown becomes before it is HTML text or DOM nodes.
 *
 * Both back ends (html.ts, dom.ts) draw this one tree, so server and browser cannot differ. Only modules of
 * lib/markdown make elements: tags and attribute names never come from content, text and values may hold
 * anything and are escaped by the back ends.
 */
export interface Element {
  tag: string;
  attrs: Record<string, string>;
  children: Node[];
  /** Language of a finished code block, or FORMULA; the back end may draw more than its text. */
  language?: string;
  /** Raw `<details>` or `</details>` that has not met its other half; drawn as text when it never does. */
  half?: { opens: Node[] } | "closes";
}
export type Node = string | Element;

/** The language of formulas: no code fence can name it. */
export const FORMULA = "$";

/** Colours code: spans and strings that hold the same text, or null when it knows no such language; draws formulas. */
export type Highlight = (text: string, language: string) => Node[] | null;

export function element(tag: string, attrs: Record<string, string>, children: Node[]): Element {
  return { tag, attrs, children };
}

/** Adds nodes at the end and keeps neighbouring strings one string, as an HTML parser would. */
export function append(children: Node[], ...nodes: Node[]): void {
  for (const node of nodes) {
    if (node === "") continue;
    const last = children.at(-1);
    if (typeof node === "string" && typeof last === "string") children[children.length - 1] = last + node;
    else children.push(node);
  }
}

export function textOf(nodes: Node[]): string {
  return nodes.map((node) => typeof node === "string" ? node : textOf(node.children)).join("");
}

/** What a code block shows inside `<code>`, or a formula in its place. */
export function codeChildren(code: Element, highlight: Highlight | undefined): Node[] {
  if (!code.language || !highlight) return code.children;
  return highlight(textOf(code.children), code.language) ?? code.children;
}
