/**
 * Pieces of a text as they are drawn: each is read once, and pieces of one list or table are drawn as one.
 *
 * Shared by the whole text at once (render.ts) and the growing one (stream.ts).
 */
import { readBlocks, type Reading, type Token, type Tokens } from "./lex.ts";
import { noteName, type References } from "./references.ts";
import type { Piece } from "./scan.ts";
import type { Node } from "./tree.ts";
import type { Walk } from "./walk.ts";

/** One piece, read: its definitions by the constructor, the rest by `finish`, once all definitions are known. */
export class Part {
  readonly piece: Piece;
  readonly #breaks: boolean;
  #reading: Reading;
  #note = { number: 0, isFirst: false };
  #nodes: Node[] | undefined;
  #joined: { isLoose: boolean; nodes: Node[] } | undefined;

  constructor(piece: Piece, references: References, breaks: boolean) {
    this.piece = piece;
    this.#breaks = breaks;
    if (piece.kind === "note") this.#note = references.defineNote(piece.label);
    this.#reading = read(piece, references, breaks);
  }

  finish(): void {
    this.#reading.finish();
  }

  /** Reads again, after names that it asked for were defined. */
  refresh(references: References): void {
    this.#reading = read(this.piece, references, this.#breaks);
    this.#reading.finish();
    this.#nodes = this.#joined = undefined;
  }

  /** Defines in `references` what this part, read elsewhere, defines. */
  define(references: References): void {
    if (this.piece.kind === "note") references.defineNote(this.piece.label);
    for (const [name, target] of this.#reading.names.defined) references.define(name, target);
  }

  get length(): number {
    return this.piece.kind === "code" ? 0 : this.piece.source.length;
  }

  get missed(): Iterable<string> {
    return this.#reading.names.missed;
  }

  get defined(): string[] {
    const names = [...this.#reading.names.defined.keys()];
    return this.piece.kind === "note" ? [...names, noteName(this.piece.label)] : names;
  }

  /** The part drawn alone. */
  nodes(walk: Walk): Node[] {
    return this.#nodes ??= this.#draw(walk);
  }

  /** Only the items or rows of the block in which this part is joined to others. */
  joinedNodes(walk: Walk, block: Tokens.Generic, isLoose: boolean): Node[] {
    if (this.#joined?.isLoose !== isLoose) {
      const nodes = block.type === "list"
        ? walk.items(block as Tokens.List, isLoose)
        : walk.rows(block as Tokens.Table);
      this.#joined = { isLoose, nodes };
    }
    return this.#joined.nodes;
  }

  get tokens(): Token[] {
    return this.#reading.tokens;
  }

  blocks(): Tokens.Generic[] {
    return this.tokens.filter((token) => token.type !== "space");
  }

  #draw(walk: Walk): Node[] {
    if (this.piece.kind === "code") return [walk.code(this.piece)];
    if (this.piece.kind === "note") return [walk.note(this.#note, this.tokens)];
    return walk.blocks(this.tokens);
  }
}

/** Parts that are drawn together: one, or the first of a list or table and those that go on with it. */
export type Group = [Part, ...Part[]];

export function canJoin(group: Group, part: Part): boolean {
  if (part.piece.kind !== "text" || part.piece.joins === null) return false;
  if (group.length > 1 && group.at(-1)!.blocks().length !== 1) return false;
  const open = openBlock(group);
  const next = part.blocks()[0];
  if (open?.type !== next?.type) return false;
  return part.piece.joins === "item"
    ? next?.type === "list" && open!.ordered === next.ordered
    : next?.type === "table";
}

export function groupNodes(group: Group, walk: Walk): Node[] {
  const first = group[0];
  if (group.length === 1) return first.nodes(walk);
  const open = openBlock(group)!;
  const blockOf = (part: Part) => part === first ? open : part.blocks()[0]!;
  const isLoose = group.some((part) => blockOf(part).loose || part !== first && isAfterBlank(part));
  const children = group.flatMap((part) => part.joinedNodes(walk, blockOf(part), isLoose));
  return [
    ...walk.blocks(first.tokens.slice(0, first.tokens.indexOf(open as Token))),
    open.type === "list"
      ? walk.list(open as Tokens.List, children)
      : walk.table(open as Tokens.Table, children),
    ...walk.blocks(group.at(-1)!.blocks().slice(1) as Token[]),
  ];
}

/** The list or table with which other parts may go on. */
function openBlock(group: Group): Tokens.Generic | undefined {
  return group[0].blocks().at(-1);
}

function isAfterBlank({ piece }: Part): boolean {
  return piece.kind === "text" && piece.isAfterBlank;
}

function read(piece: Piece, references: References, breaks: boolean): Reading {
  if (piece.kind === "code") {
    return { tokens: [], names: { missed: new Set(), defined: new Map() }, finish() {} };
  }
  if (piece.kind === "note" || piece.joins === null || piece.joins === "item") {
    return readBlocks(piece.source, references, breaks);
  }
  const rows = readBlocks(piece.joins.head + piece.source, references, breaks);
  return rows.tokens[0]?.type === "table" ? rows : readBlocks(piece.source, references, breaks);
}
