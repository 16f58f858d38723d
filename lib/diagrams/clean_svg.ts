/**
 * The drawing as our own markup: what the library wrote is read, and of it only listed elements with listed
 * attributes are written again. Anything else makes it no drawing at all.
 *
 * An image that is loaded as one runs no scripts and asks for nothing; this does not rely on it.
 */
import { unpack } from "./labels.ts";

export interface Drawing {
  /** In CSS pixels. */
  width: number;
  height: number;
  /** What stands inside `<svg>`; colours are variables (diagram_image.ts has them). */
  markup: string;
  /** The texts in it, each once. */
  texts: string[];
}

const MAX_MARKUP = 600_000;
/** In pixels: larger images are too large for browsers too. */
const MAX_SIDE = 12_000;

export function cleanSvg(svg: string): Drawing {
  if (svg.length > MAX_MARKUP * 2) throw new Error("The drawing is too large");
  const [root, ...inner] = readTags(svg);
  const [width, height] = ["width", "height"].map((name) => Math.ceil(Number(root?.attrs.get(name))));
  if (root?.tag !== "svg" || !(width! > 0 && height! > 0 && width! <= MAX_SIDE && height! <= MAX_SIDE)) {
    throw new Error("The drawing has no size");
  }
  const texts = new Set<string>();
  const markup = inner.map((tag) => write(tag, texts)).join("");
  if (markup.length > MAX_MARKUP) throw new Error("The drawing is too large");
  return { width: width!, height: height!, markup, texts: [...texts] };
}

interface Tag {
  tag: string;
  attrs: Map<string, string>;
  end: "" | "open" | "empty" | "close";
  /** Of a text. */
  text: string;
}

/** Elements in order; the library's style sheets and the end of the root are left out. */
function readTags(svg: string): Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  let end = 0;
  for (const found of svg.matchAll(MARKUP)) {
    if (found.index !== end) break;
    end += found[0].length;
    const [, slash, tag, attributes = "", empty, text] = found;
    if (text !== undefined) {
      if (open.at(-1) !== "style") tags.push({ tag: "", attrs: new Map(), end: "", text });
    } else if (slash) {
      if (open.pop() !== tag) throw new Error("The drawing is not well formed");
      if (tag !== "style" && open.length > 0) {
        tags.push({ tag: tag!, attrs: new Map(), end: "close", text: "" });
      }
    } else {
      if (!empty) open.push(tag!);
      if (tag !== "style") {
        tags.push({ tag: tag!, attrs: readAttributes(attributes), end: empty ? "empty" : "open", text: "" });
      }
    }
  }
  if (end !== svg.length || open.length > 0) throw new Error("The drawing is not well formed");
  return tags;
}

const MARKUP = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>|([^<>]+)/g;

const ELEMENTS = new Set(
  "defs marker polygon polyline line rect circle ellipse path g text tspan title".split(" "),
);
const ATTRIBUTES = new Set(
  ("class x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points d transform fill stroke stroke-width " +
    "stroke-dasharray stroke-linejoin stroke-linecap marker-start marker-end id markerWidth markerHeight refX refY " +
    "orient font-size font-weight font-style text-anchor text-decoration").split(" "),
);
const VALUE = /^(?:url\(#[\w-]+\)|(?!.*url)[\w\s#%.,()+-]*)$/i;
/** The library turns the head at a line's start twice, so that it points back into its box. */
const TURNED_TWICE = "auto-start-reverse";
const CLASS = /^mono$|^xychart-/;

function readAttributes(source: string): Map<string, string> {
  return new Map([...source.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
}

function write({ tag, attrs, end, text }: Tag, texts: Set<string>): string {
  if (tag === "") return writeText(text, texts);
  if (!ELEMENTS.has(tag)) throw new Error(`The drawing has a <${tag}>`);
  if (end === "close") return `</${tag}>`;
  let written = `<${tag}`;
  for (const [name, value] of attrs) {
    if (!ATTRIBUTES.has(name) || (name === "class" && !CLASS.test(value))) continue;
    if (!VALUE.test(value)) throw new Error(`The drawing has ${name}="${value}"`);
    written += ` ${name}="${value === TURNED_TWICE ? "auto" : shortened(value)}"`;
  }
  return written + (end === "empty" ? "/>" : ">");
}

function shortened(value: string): string {
  return value.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
}

function writeText(text: string, texts: Set<string>): string {
  const plain = unpack(text.replace(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole));
  if (plain === NO_ATTRIBUTES) return "";
  if (plain.trim() === "") return text.includes("\n") ? "" : plain;
  texts.add(plain.trim());
  return plain.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** What the library says in an entity that has none, in English. */
const NO_ATTRIBUTES = "(no attributes)";

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
