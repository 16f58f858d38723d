/**
 * The few HTML tags that may pass from content: without attributes, and only when they are balanced.
 *
 * Everything else in angle brackets is text. A tag is paired with its end only among its own siblings, so
 * nothing in content can close or open an element of ours.
 */
import { append, type Element, element, type Node } from "./tree.ts";

const INLINE = new Set(["br", "sub", "sup", "kbd", "mark"]);
const BLOCK = new Set([...INLINE, "details", "summary"]);
const MAX_OPEN = 8;

/** Collects siblings and pairs the tags among them. */
export class Siblings {
  nodes: Node[] = [];
  #open: { name: string; at: number }[] = [];
  #allowed: Set<string>;
  #parent: string | undefined;

  constructor(allowed: "inline" | "block", inside?: "details") {
    this.#allowed = allowed === "inline" ? INLINE : BLOCK;
    this.#parent = inside;
  }

  add(...nodes: Node[]): void {
    for (const node of nodes) this.nodes.push(node);
  }

  /** Takes a tag as it is written. */
  addTag(source: string): void {
    const [, end, tag] = /^<(\/?)([a-zA-Z]+)\s*\/?>$/.exec(source) ?? [];
    const name = tag?.toLowerCase() ?? "";
    if (!this.#allowed.has(name)) return this.add(source);
    if (name === "br") return this.add(end ? source : element("br", {}, []));
    if (end) return this.#close(name, source);
    if (this.#open.length < MAX_OPEN) this.#open.push({ name, at: this.nodes.length });
    this.add(source);
  }

  /** The siblings so far; tags without their other half are text. */
  take(): Node[] {
    const nodes: Node[] = [];
    append(nodes, ...this.nodes);
    return nodes;
  }

  #close(name: string, source: string): void {
    const depth = this.#open.findLastIndex((tag) => tag.name === name);
    const parent = this.#open[depth - 1]?.name ?? this.#parent;
    const isInPlace = name !== "summary" || parent === "details";
    if (depth < 0 || !isInPlace) return this.add(source);
    const { at } = this.#open[depth]!;
    this.#open.length = depth;
    const children: Node[] = [];
    append(children, ...this.nodes.splice(at).slice(1));
    this.add(element(name, {}, children));
  }
}

/** A block of raw HTML. */
export function rawHtml(source: string): Node[] {
  const opener = /^<details>\s*(?=<summary>|$)/i.exec(source);
  if (opener && !/<\/details>/i.test(source)) {
    return [{ ...shown([source]), half: { opens: tagged(source.slice(opener[0].length), "details") } }];
  }
  if (/^<\/details>\s*$/i.test(source)) return [{ ...shown([source]), half: "closes" }];
  return tagged(source).flatMap((node) => {
    if (typeof node !== "string" && node.tag === "details") return [node];
    return typeof node === "string" && node.trim() === "" ? [] : [shown([node])];
  });
}

/** Pairs `<details>` with the `</details>` of a later block, and puts the blocks between inside. */
export function joinDetails(nodes: Node[]): Node[] {
  if (!nodes.some((node) => typeof node !== "string" && node.half === "closes")) return nodes;
  const joined: Node[] = [];
  const open: number[] = [];
  for (const node of nodes) {
    const half = typeof node === "string" ? undefined : node.half;
    const start = half === "closes" ? open.pop() : undefined;
    if (start === undefined) {
      if (half && half !== "closes" && open.length < MAX_OPEN) open.push(joined.length);
      joined.push(node);
      continue;
    }
    const [opener, ...inside] = joined.splice(start);
    const { opens } = (opener as Element).half as { opens: Node[] };
    joined.push(element("details", {}, [...opens, ...inside]));
  }
  return joined;
}

function tagged(source: string, inside?: "details"): Node[] {
  const siblings = new Siblings("block", inside);
  for (const part of source.trim().split(/(<\/?[a-zA-Z]+\s*\/?>)/)) {
    if (part[0] === "<") siblings.addTag(part);
    else siblings.add(part);
  }
  return siblings.take();
}

function shown(children: Node[]): Element {
  return element("div", { class: "md-html" }, children);
}
