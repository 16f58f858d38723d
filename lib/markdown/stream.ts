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
import { LateNames } from "./late_names.ts";
import { mend } from "./mend.ts";
import { type MarkdownOptions, parseMarkdown } from "./render.ts";
import { type Piece, Scanner } from "./scan.ts";
import { normalise, settledLength } from "./text.ts";
import type { Highlight, Node } from "./tree.ts";
import { Walk } from "./walk.ts";
import { ENGLISH } from "./wording.ts";

/** Characters that one task takes, and the longest part that is read again before the end. */
const MAX_TAKEN = 16_384;
const MAX_REFRESHED = 4096;

export class MarkdownStream {
  readonly #container: HTMLElement;
  readonly #options: MarkdownOptions;
  readonly #walk: Walk;
  readonly #scanner = new Scanner();
  readonly #references = new References();
  readonly #lateNames = new LateNames();
  #carry = ""; // half a line end or half a character
  #input = ""; // what the scanner has not had: mostly the line that is being written
  #end: PromiseWithResolvers<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #groups: Group[] = [];
  #settled: Node[] = []; // nodes of all groups but the last, to which more may join
  #tail: Part[] = []; // what follows the groups, as read for the last drawing
  #drawn: Node[] = [];
  #first: ChildNode | null = null;

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
    stream.#accept(source, false);
    stream.#scan(Infinity);
    for (const piece of stream.#scanner.take()) stream.#settle(piece);
    stream.#refresh(false);
    stream.#draw(stream.#readTail((line) => line));
    return stream;
  }

  push(text: string): void {
    this.#accept(text, false);
    this.#advance();
  }

  /** The text is complete. Resolves when all of it is drawn: at once, unless very much came at once. */
  end(): Promise<void> {
    this.#accept("", true);
    this.#end = Promise.withResolvers();
    this.#advance();
    return this.#end.promise;
  }

  /** Colours finished code that was drawn before `highlight` knew how: for highlighters that come late. */
  recolour(highlight: Highlight): void {
    this.#options.highlight = highlight;
    recolour(this.#container, this.#drawn, highlight);
  }

  #accept(text: string, isEnd: boolean): void {
    const raw = this.#carry + text;
    const length = isEnd ? raw.length : settledLength(raw);
    this.#carry = raw.slice(length);
    this.#input += normalise(raw.slice(0, length));
  }

  /** Takes some of the input, and the rest in tasks of their own, so that none is long. */
  #advance(): void {
    clearTimeout(this.#timer);
    this.#scan(MAX_TAKEN);
    const hasMore = this.#input.includes("\n");
    const isEnd = this.#end !== undefined && !hasMore;
    if (isEnd && this.#input !== "") this.#scanner.line(this.#input);
    for (const piece of this.#scanner.take(isEnd)) this.#settle(piece);
    this.#refresh(isEnd);
    this.#draw(hasMore || isEnd ? [] : this.#readTail(mend));
    if (isEnd) this.#end!.resolve();
    if (hasMore) this.#timer = setTimeout(() => this.#goOn());
  }

  #scan(limit: number): void {
    const length = lastLineEnd(this.#input, limit);
    if (length > 0) this.#input.slice(0, length - 1).split("\n").forEach((line) => this.#scanner.line(line));
    this.#input = this.#input.slice(length);
  }

  /** Unless the container was given to someone else meanwhile. */
  #goOn(): void {
    if (this.#first && this.#first.parentNode !== this.#container) this.#end?.resolve();
    else this.#advance();
  }

  #settle(piece: Piece): void {
    const part = this.#read(piece, this.#references, this.#tail.shift());
    this.#lateNames.define(part.defined);
    this.#lateNames.await(part);
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
    const parts = this.#lateNames.take((part) => isEnd || part.length <= MAX_REFRESHED);
    if (parts.length === 0) return;
    for (const part of parts) {
      part.refresh(this.#references);
      this.#lateNames.await(part);
    }
    this.#settled = this.#groups.slice(0, -1).flatMap((group) => groupNodes(group, this.#walk));
  }

  /** The pieces that more text may still change, read as if the text ended here, but for half marks. */
  #readTail(mend: (line: string) => string): Part[] {
    const scanner = this.#scanner.fork();
    const line = scanner.isVerbatim ? this.#input : mend(this.#input);
    if (line !== "") scanner.line(line);
    const references = this.#references.fork();
    const tail = scanner.take(true).map((piece, i) => this.#read(piece, references, this.#tail[i]));
    this.#tail = [...tail];
    return tail;
  }

  /** Reads a piece, or takes what was read for the last drawing when it is still the same. */
  #read(piece: Piece, references: References, before: Part | undefined): Part {
    if (before && isSame(before.piece, piece)) {
      before.define(references);
      return before;
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
    this.#first = this.#container.firstChild;
  }
}

function isSame(a: Piece, b: Piece): boolean {
  return Object.entries(a).every(([key, value]) => value === b[key as keyof Piece]);
}

/** Length of whole lines, about `limit` at most; 0 when there is none. */
function lastLineEnd(text: string, limit: number): number {
  if (text.length <= limit) return text.lastIndexOf("\n") + 1;
  return (text.lastIndexOf("\n", limit) + 1) || (text.indexOf("\n", limit) + 1);
}
