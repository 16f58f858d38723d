/**
 * Markdown that is still being written, as DOM nodes.
 *
 * Finished pieces are read once and then left alone; only the open piece is read anew with each push, so the
 * cost of a push does not grow with the text. After `end` the nodes are those of renderMarkdown() on the whole
 * text. Uses no HTML text. Browser only (or any DOM); knows nothing of events, scrolling or the server.
 */
import { patch, recolour } from "./dom.ts";
import { canJoin, type Group, groupNodes, Part } from "./parts.ts";
import { joinDetails } from "./raw_html.ts";
import { References } from "./references.ts";
import { type MarkdownOptions, parseMarkdown } from "./render.ts";
import { type Piece, Scanner } from "./scan.ts";
import { normalise, settledLength } from "./text.ts";
import type { Highlight, Node } from "./tree.ts";
import { Walk } from "./walk.ts";
import { ENGLISH } from "./wording.ts";

const MAX_REFRESHED = 4096;

export class MarkdownStream {
  readonly #container: HTMLElement;
  readonly #options: MarkdownOptions;
  readonly #walk: Walk;
  readonly #scanner = new Scanner();
  readonly #references = new References();
  #carry = ""; // half a line end or half a character
  #line = ""; // the line that is being written
  #groups: Group[] = [];
  #settled: Node[] = []; // nodes of all groups but the last, to which more may join
  #tail: { parts: Part[]; version: number } = { parts: [], version: 0 }; // what follows the groups, as read last
  #waiting = new Map<string, Part[]>(); // by the name that they asked for in vain
  #stale = new Set<Part>();
  #drawn: Node[] = [];

  constructor(container: HTMLElement, options: MarkdownOptions = {}) {
    this.#container = container;
    this.#options = { ...options };
    const { wording = ENGLISH, notePrefix } = options;
    this.#walk = new Walk({ wording, notePrefix });
  }

  /** Goes on in a container that already shows renderMarkdown(source), with the same options. */
  static adopt(container: HTMLElement, source: string, options: MarkdownOptions = {}): MarkdownStream {
    const stream = new MarkdownStream(container, options);
    const shown = parseMarkdown(source, options);
    container.normalize(); // HTML parsers split long text
    if (shown.length === container.childNodes.length) stream.#drawn = shown;
    else container.replaceChildren();
    stream.push(source);
    return stream;
  }

  push(text: string): void {
    this.#take(text, false);
    this.#refresh(false);
    this.#draw(this.#readTail());
  }

  end(): void {
    this.#take("", true);
    this.#refresh(true);
    this.#draw([]);
  }

  /** Colours finished code that was drawn before `highlight` knew how: for highlighters that come late. */
  recolour(highlight: Highlight): void {
    this.#options.highlight = highlight;
    recolour(this.#container, this.#drawn, highlight);
  }

  #take(text: string, isEnd: boolean): void {
    const raw = this.#carry + text;
    const length = isEnd ? raw.length : settledLength(raw);
    this.#carry = raw.slice(length);
    const lines = (this.#line + normalise(raw.slice(0, length))).split("\n");
    this.#line = lines.pop()!;
    for (const line of lines) this.#scanner.line(line);
    if (isEnd && this.#line !== "") this.#scanner.line(this.#line);
    for (const piece of this.#scanner.take(isEnd)) this.#settle(piece);
  }

  #settle(piece: Piece): void {
    const part = this.#read(piece, this.#references);
    for (const name of part.defined) {
      for (const waiting of this.#waiting.get(name) ?? []) this.#stale.add(waiting);
      this.#waiting.delete(name);
    }
    this.#await(part);
    const last = this.#groups.at(-1);
    if (last && canJoin(last, part)) {
      last.push(part);
    } else {
      if (last) this.#settled.push(...groupNodes(last, this.#walk));
      this.#groups.push([part]);
    }
  }

  /** Reads parts again that name what has been defined since: long ones only once, at the end. */
  #refresh(isEnd: boolean): void {
    let hasChanged = false;
    for (const part of this.#stale) {
      if (!isEnd && part.piece.kind === "text" && part.piece.source.length > MAX_REFRESHED) continue;
      this.#stale.delete(part);
      part.refresh(this.#references);
      this.#await(part);
      hasChanged = true;
    }
    if (hasChanged) {
      this.#settled = this.#groups.slice(0, -1).flatMap((group) => groupNodes(group, this.#walk));
    }
  }

  #await(part: Part): void {
    for (const name of part.missed) {
      const waiting = this.#waiting.get(name);
      if (waiting) waiting.push(part);
      else this.#waiting.set(name, [part]);
    }
  }

  /** The pieces that more text may still change, read as if the text ended here. */
  #readTail(): Part[] {
    const scanner = this.#scanner.fork();
    if (this.#line !== "") scanner.line(this.#line);
    const references = this.#references.fork();
    const tail = scanner.take(true).map((piece) => this.#read(piece, references));
    this.#tail = { parts: tail, version: this.#references.version };
    return tail;
  }

  /** Reads a piece, or takes what was read of it for the last drawing. */
  #read(piece: Piece, references: References): Part {
    if (this.#tail.version === this.#references.version) {
      const known = this.#tail.parts.find((part) => isSame(part.piece, piece));
      if (known) {
        known.define(references);
        return known;
      }
    }
    const part = new Part(piece, references, this.#options.breaks ?? false);
    part.finish();
    return part;
  }

  #draw(tail: Part[]): void {
    const groups: Group[] = this.#groups.length > 0 ? [[...this.#groups.at(-1)!]] : [];
    for (const part of tail) {
      const last = groups.at(-1);
      if (last && canJoin(last, part)) last.push(part);
      else groups.push([part]);
    }
    const nodes = joinDetails([
      ...this.#settled,
      ...groups.flatMap((group) => groupNodes(group, this.#walk)),
    ]);
    patch(this.#container, this.#drawn, nodes, this.#options.highlight);
    this.#drawn = nodes;
  }
}

function isSame(a: Piece, b: Piece): boolean {
  return Object.entries(a).every(([key, value]) => value === b[key as keyof Piece]);
}
