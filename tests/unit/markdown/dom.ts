/** A DOM for tests without a browser, and what is compared and allowed in it. */
import { parseHTML } from "linkedom";
import assert from "node:assert/strict";

const { document } = parseHTML("<html><body></body></html>");

export function emptyElement(): HTMLElement {
  return document.createElement("div");
}

export function elementOf(html: string): HTMLElement {
  const element = emptyElement();
  element.innerHTML = html;
  return element;
}

/** The same for equal trees, whatever the order of attributes and the number of neighbouring text nodes. */
export function canonical(node: Node): string {
  if (node.nodeType === 3) return escape(node.nodeValue!);
  const element = node as Element;
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${escape(value)}"`).sort();
  const children = [...node.childNodes].map(canonical).join("");
  return `<${element.localName}${attributes.join("")}>${children}</${element.localName}>`;
}

/** Numbers in [0, 1) that are the same in every run. */
export function randomNumbers(seed: number): () => number {
  return () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;
}

/** Cuts at random places, at most `longest` characters apart. */
export function* randomCuts(text: string, longest: number, random: () => number): Generator<string> {
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(random() * longest);
    yield text.slice(at, at + length);
    at += length;
  }
}

const ALLOWED: Record<string, string[]> = {
  a: ["href", "title", "rel", "target", "class", "role"],
  blockquote: [],
  br: [],
  button: ["type", "class"],
  code: ["class", "title"],
  del: [],
  details: [],
  div: ["class", "role", "aria-label", "tabindex", "id"],
  em: [],
  figcaption: [],
  figure: ["class", "data-lang"],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  input: ["type", "role", "disabled", "checked", "aria-label"],
  kbd: [],
  label: ["class"],
  li: ["class"],
  mark: [],
  ol: ["start"],
  p: ["class"],
  pre: ["tabindex"],
  span: ["class"],
  strong: [],
  sub: [],
  summary: [],
  sup: ["class"],
  table: [],
  tbody: [],
  td: ["class"],
  th: ["class", "scope"],
  thead: [],
  tr: [],
  ul: [],
};
const MATHML = new Set(
  ("math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub " +
    "msup msubsup munder mover munderover mtable mtr mtd").split(" "),
);
const FOREIGN = /^(?:style|xmlns|href|xlink|src|id|on.*|action.*|xml.*)$/i;
const CLASSES = /^(?:code|code-copy|code-wrap|diagram|language-[a-z]+|md-[a-z-]+|tok-[a-z]+)$/;
const OUTSIDE = /^(?:https?:\/\/|mailto:)/;

/** Only our elements, attributes and classes; links only to http, https, mailto or a footnote of ours. */
export function assertSafe(root: HTMLElement, source: string, notePrefix?: string): void {
  const isNote = (href: string) =>
    notePrefix !== undefined && /^#.+-note-\d+$/.test(href) && href.includes(notePrefix);
  for (const element of root.querySelectorAll("*")) {
    if (MATHML.has(element.localName)) {
      assertSafeMath(element, source);
      continue;
    }
    const allowed = ALLOWED[element.localName];
    assert.ok(allowed, `<${element.localName}> from ${JSON.stringify(source)}`);
    for (const { name, value } of element.attributes) {
      const what = `${name}=${JSON.stringify(value)} on <${element.localName}> from ${
        JSON.stringify(source)
      }`;
      assert.ok(allowed.includes(name), what);
      if (name === "class") assert.match(value, CLASSES, what);
      if (name === "id") assert.ok(notePrefix !== undefined && value.startsWith(`${notePrefix}-note-`), what);
      if (name === "href") assert.ok(OUTSIDE.test(value) || isNote(value), what);
      if (name === "href" && OUTSIDE.test(value)) {
        assert.equal(element.getAttribute("rel"), "noopener noreferrer", what);
        assert.equal(element.getAttribute("target"), "_blank", what);
      }
    }
  }
}

/** In a formula only our classes, and no attribute that styles, loads, names or runs. */
function assertSafeMath(element: Element, source: string): void {
  assert.ok(
    element.closest("math"),
    `<${element.localName}> outside of a formula from ${JSON.stringify(source)}`,
  );
  for (const { name, value } of element.attributes) {
    const what = `${name}=${JSON.stringify(value)} in a formula from ${JSON.stringify(source)}`;
    assert.doesNotMatch(name, FOREIGN, what);
    if (name === "class") assert.match(value, CLASSES, what);
    else if (name !== "alttext") assert.match(value, /^[\w #.%+/-]*$/, what);
  }
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
