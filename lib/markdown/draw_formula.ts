/**
 * A formula as MathML in our own tree.
 *
 * KaTeX reads LaTeX and writes MathML; of that only listed elements and attributes pass, so no style, address or
 * class comes from content. What cannot be read, or would be too large, stays the source that it is. A module of
 * its own so that pages load it only when a reply holds a formula.
 */
import katex from "katex";
import { drawLetters } from "./math_letters.ts";
import { append, type Element, element, type Node } from "./tree.ts";

const MAX_LENGTH = 5000;
const MAX_ELEMENTS = 3000;
const MAX_DEPTH = 60;
/** Macros may be used this often; those that the formula itself defines may grow to this many characters. */
const MAX_EXPAND = 1000;
const MAX_GROWTH = 20_000;
const DEFINITION = /\\(?:[a-z]*def|let|futurelet|\w*new|provide)/i;
/** In em. */
const MAX_SIZE = 20;

/** @param source a formula with its marks: `$x$`, `$$x$$`, `\(x\)` or `\[x\]` */
export function drawFormula(source: string): Node[] {
  const [, mark = "$", tex = ""] = /^\s*(\$\$?|\\[([])([^]*?)(?:\$\$?|\\[)\]])?\s*$/.exec(source) ?? [];
  try {
    return [draw(tex.trim(), mark === "$$" || mark === "\\[")];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [element("code", { title: reason(error) }, [source.trim()])];
  }
}

function draw(tex: string, isDisplay: boolean): Element {
  if (tex.length > MAX_LENGTH) throw new TooLargeError();
  const maxExpand = DEFINITION.test(tex) ? Math.floor(MAX_GROWTH / tex.length) : MAX_EXPAND;
  const markup = katex.renderToString(tex, {
    output: "mathml",
    displayMode: isDisplay,
    throwOnError: true,
    trust: false,
    strict: (code: string) => LENIENT.has(code) ? "ignore" : "error",
    maxSize: MAX_SIZE,
    maxExpand: Math.min(MAX_EXPAND, maxExpand),
    errorColor: "currentColor",
    macros: {}, // what one formula defines is gone with it
  });
  const math = readMarkup(markup);
  math.attrs.alttext = tex;
  return math;
}

/** What models write though LaTeX would not have it. */
const LENIENT = new Set([
  "unicodeTextInMathMode",
  "unknownSymbol",
  "newLineInDisplayMode",
  "mathVsTextUnits",
]);

class TooLargeError extends Error {
  constructor() {
    super("The formula is too large to be drawn");
  }
}

function reason(error: Error): string {
  if (error instanceof RangeError) return new TooLargeError().message;
  return "rawMessage" in error ? String(error.rawMessage) : error.message;
}

/** KaTeX's markup is a tree of elements with quoted attributes; all others and their attributes are dropped. */
function readMarkup(markup: string): Element {
  const root = element("span", {}, []);
  const open = [root];
  let count = 0;
  for (const [, end, tag, attributes, empty, text] of markup.matchAll(MARKUP)) {
    const parent = open.at(-1)!;
    if (text !== undefined) {
      append(parent.children, decode(text));
    } else if (end) {
      finish(open.pop()!);
    } else {
      if (++count > MAX_ELEMENTS || open.length > MAX_DEPTH) throw new TooLargeError();
      const child = element(tag!, ELEMENTS.has(tag!) ? readAttributes(attributes!) : {}, []);
      if (ELEMENTS.has(tag!)) parent.children.push(child);
      if (!empty) open.push(tag === "span" ? parent : child);
    }
  }
  const math = root.children[0];
  if (typeof math === "string" || math?.tag !== "math") throw new Error("KaTeX wrote no MathML");
  return math;
}

const MARKUP = /<(\/?)([a-z]+)((?:\s+[\w:-]+\s*="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ELEMENTS = new Set(
  ("math semantics annotation mrow mi mn mo mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose msub " +
    "msup msubsup munder mover munderover mtable mtr mtd").split(" "),
);
const ATTRIBUTES = new Set(
  ("display encoding mathvariant accent accentunder stretchy fence separator lspace rspace minsize maxsize " +
    "movablelimits symmetric largeop form linethickness mathcolor mathbackground scriptlevel displaystyle " +
    "columnalign notation width height depth voffset").split(" "),
);

function readAttributes(source: string): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const [, name, value] of source.matchAll(/([\w:-]+)\s*="([^"]*)"/g)) {
    if (ATTRIBUTES.has(name!) && /^[\w #.%+/-]{0,200}$/.test(value!) && isSmall(name!, value!)) {
      attrs[name!] = value!;
    }
  }
  return attrs;
}

/** No length may push a part of the formula over something else. */
function isSmall(name: string, value: string): boolean {
  const limit = name === "voffset" ? 2 : MAX_SIZE;
  return [...value.matchAll(/[\d.]+(?=em|ex|p[tx])/g)].every(([length]) => Number(length) <= limit);
}

/** Does what browsers do not: letters of other kinds, and columns that are not centred. */
function finish(node: Element): void {
  const { mathvariant, columnalign, ...attrs } = node.attrs;
  if (mathvariant && mathvariant !== "normal") {
    node.attrs = attrs;
    if (node.tag === "mtext") node.attrs.class = `md-${mathvariant}`;
    else node.children = node.children.map((child) => drawLetters(child, mathvariant));
  }
  if (columnalign && node.tag === "mtable") {
    node.attrs = attrs;
    const columns = columnalign.split(" ");
    for (const row of node.children) alignCells(row, columns);
  }
}

function alignCells(row: Node, columns: string[]): void {
  if (typeof row === "string") return;
  row.children.forEach((cell, i) => {
    const side = columns[i] ?? columns.at(-1);
    if (typeof cell !== "string" && (side === "left" || side === "right")) cell.attrs.class = `md-${side}`;
  });
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#x27);/g, (_, name) => ENTITIES[name]!);
}
