/**
 * One piece of Markdown into marked's tokens, with limits that marked does not have.
 *
 * Owns what may grow without end: nesting, table cells, piece size. The limits count characters and levels,
 * never time or stack, so that server and browser stop at the same place.
 */
import { Lexer, type Links, type MarkedOptions, type Token, Tokenizer, type Tokens } from "marked";
import { formulaOptions } from "./formula_tokens.ts";
import type { Names, References } from "./references.ts";

export type { Token, Tokens };

/** `[^name]` in running text. */
export interface NoteMark {
  type: "note";
  raw: string;
  number: number;
}

/** Largest piece that is read as Markdown, in characters, lines and characters without a space. */
const MAX_PIECE = 32_768;
const MAX_LINES = 2_000;
const LONG_WORD = /(?:^|\s)\S{4096}/;
/** Emphasis takes time in the cube of its marks; text with more of them than this has none. */
const MAX_MARKS = 600;
const MAX_BLOCK_DEPTH = 16;
const MAX_INLINE_DEPTH = 16;
const MAX_COLUMNS = 128;

/** A piece half read: its blocks, whose text `finish` reads once all definitions are known. */
export interface Reading {
  tokens: Token[];
  names: Names;
  finish(): void;
}

export function readBlocks(source: string, references: References, breaks: boolean): Reading {
  const names: Names = { missed: new Set(), defined: new Map() };
  const tokens: Token[] = [];
  if (isTooLarge(source)) return { tokens: [asTyped(source)], names, finish() {} };
  const tokenizer = new PieceTokenizer(references, names);
  const lexer = new PieceLexer(
    tokenizer,
    { gfm: true, breaks, ...formulaOptions(source) },
    linksOf(references, names),
  );
  const orAsTyped = (read: () => void) => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      tokens.splice(0, tokens.length, asTyped(source)); // marked gave up: a loop that does not advance, or the stack
    }
  };
  orAsTyped(() => lexer.blockTokens(source, tokens));
  return { tokens, names, finish: () => orAsTyped(() => lexer.finish()) };
}

function isTooLarge(source: string): boolean {
  return source.length > MAX_PIECE || count(source, /\n/g) > MAX_LINES || LONG_WORD.test(source);
}

function count(source: string, pattern: RegExp): number {
  return source.match(pattern)?.length ?? 0;
}

function asTyped(source: string): Token {
  return { type: "plain", raw: source, text: source };
}

class PieceLexer extends Lexer {
  #tokenizer: PieceTokenizer;
  #blockDepth = 0;
  #inlineDepth = 0;

  constructor(tokenizer: PieceTokenizer, options: MarkedOptions, links: Links) {
    super({ ...options, tokenizer });
    this.#tokenizer = tokenizer;
    this.tokens.links = links;
  }

  finish(): void {
    for (const { src, tokens } of this.inlineQueue.splice(0)) {
      this.state.inRawBlock = false;
      this.inlineTokens(src, tokens);
    }
  }

  // deno-lint-ignore no-explicit-any -- marked declares two overloads, of which one is wider than its own body
  override blockTokens(source: string, tokens: any = [], lastParagraphClipped?: boolean): any {
    if (this.#blockDepth >= MAX_BLOCK_DEPTH) {
      tokens.push(asTyped(source));
      return tokens;
    }
    this.#blockDepth++;
    super.blockTokens(source, tokens, lastParagraphClipped);
    this.#blockDepth--;
    return tokens;
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (this.#inlineDepth >= MAX_INLINE_DEPTH) {
      tokens.push({ type: "escape", raw: source, text: source });
      return tokens;
    }
    if (this.#inlineDepth === 0) this.#tokenizer.hasEmphasis = count(source, /[*_]+|[[~]/g) <= MAX_MARKS;
    this.#inlineDepth++;
    super.inlineTokens(source, tokens);
    this.#inlineDepth--;
    return tokens;
  }
}

class PieceTokenizer extends Tokenizer {
  hasEmphasis = true;
  #references: References;
  #names: Names;

  constructor(references: References, names: Names) {
    super();
    this.#references = references;
    this.#names = names;
  }

  override emStrong(source: string, masked: string, before?: string): Tokens.Em | Tokens.Strong | undefined {
    return this.hasEmphasis ? super.emStrong(source, masked, before) : undefined;
  }

  override reflink(source: string, links: Links) {
    const mark = /^\[\^([^\]\s]{1,64})\]/.exec(source);
    const number = mark && this.#references.note(mark[1]!, this.#names);
    if (!number) return super.reflink(source, links);
    return { type: "note", raw: mark[0], number } as NoteMark as unknown as Tokens.Text;
  }

  /** A footnote's definition is no link's: where the scanner found none, it is text. */
  override def(source: string): Tokens.Def | undefined {
    return /^ {0,3}\[\^/.test(source) ? undefined : super.def(source);
  }

  /** Short rows are filled up to the head's width: a bomb when the head is wide and the rows are empty. */
  override table(source: string): Tokens.Table | undefined {
    const [head = "", rule = ""] = source.split("\n", 2);
    if (!rule.includes("-") || !/^[ \t:|-]+$/.test(rule)) return undefined;
    const columns = head.split("|").length;
    if (columns > MAX_COLUMNS || columns > 8 && isMostlyEmpty(source, columns)) return undefined;
    return super.table(source);
  }
}

function isMostlyEmpty(source: string, columns: number): boolean {
  const rows = source.split("\n");
  return rows.length * columns > 2 * source.length;
}

function linksOf(references: References, names: Names): Links {
  const find = (name: string | symbol) => references.link(String(name), names) as Links[string] | undefined;
  return new Proxy<Links>(Object.create(null), {
    get: (_, name) => find(name),
    set: (_, name, target) => {
      if (references.define(String(name), target)) names.defined.set(String(name), target);
      return true;
    },
    getOwnPropertyDescriptor: (_, name) => {
      const value = find(name);
      return value && { value, configurable: true, enumerable: true, writable: true };
    },
  });
}
