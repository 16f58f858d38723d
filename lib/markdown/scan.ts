/**
 * Cuts Markdown source into top-level pieces, one complete line at a time.
 *
 * A cut depends only on the lines before it and the line it precedes, never on later ones. So the pieces of a
 * text are the same whether it came whole or in any number of parts, and a finished piece never changes.
 * Where the structure is in doubt there is no cut: a piece may hold several blocks, a block is never split
 * but at a list item or a table row. Knows nothing of inline Markdown or of output.
 */
import { openedBlock } from "./formulas.ts";
import * as lines from "./lines.ts";

export type Piece =
  | { kind: "text"; source: string; joins: Joins; isAfterBlank: boolean }
  | { kind: "code"; text: string; info: string; isClosed: boolean }
  | { kind: "note"; source: string; label: string };

/** How a piece goes on with the one before: as the next item of its list, or as rows below that table head. */
export type Joins = "item" | { head: string } | null;

const ROWS_PER_PIECE = 50;
const ITEMS_PER_PIECE = 1000; // characters; what is cut smaller costs more in pieces than in reading again

type Mode =
  | { at: "text"; header: string }
  | { at: "raw" } // inside something that ends at a blank line and holds no cuts
  | { at: "html"; end: string }
  | { at: "formula"; end: string } // as raw, and ends also at its closing mark
  | { at: "code"; fence: lines.Fence; text: string }
  | { at: "list"; type: string; offset: number }
  | { at: "table"; head: string; rows: number }
  | { at: "note"; label: string };

export class Scanner {
  #mode: Mode = { at: "text", header: "" };
  #source = "";
  #joins: Joins = null;
  #isAfterBlank = false; // whether the open piece followed a blank line
  #isBlank = true; // whether the line before was blank
  #done: Piece[] = [];

  /** A scanner in the same state, to look at text that may still change. */
  fork(): Scanner {
    const fork = new Scanner();
    fork.#mode = { ...this.#mode };
    fork.#source = this.#source;
    fork.#joins = this.#joins;
    fork.#isAfterBlank = this.#isAfterBlank;
    fork.#isBlank = this.#isBlank;
    return fork;
  }

  /** Whether the next line is taken as it is: in code, or in HTML that a blank line does not end. */
  get isVerbatim(): boolean {
    return this.#mode.at === "code" || this.#mode.at === "html";
  }

  /** Takes one line without its line end. */
  line(line: string): void {
    const mode = this.#mode;
    if (mode.at === "code") return this.#codeLine(mode, line);
    if (mode.at === "html") {
      this.#source += line + "\n";
      if (line.toLowerCase().includes(mode.end)) this.#cut();
      return;
    }
    if (line.trim() === "") {
      this.#source += line + "\n";
      this.#isBlank = true;
      if (mode.at !== "list" && mode.at !== "note") this.#mode = { at: "text", header: "" };
      return;
    }
    if (mode.at !== "raw" && mode.at !== "formula") this.#start(line);
    if (this.#mode.at !== "code") this.#source += line + "\n";
    this.#isBlank = false;
    if (mode.at === "formula" && line.includes(mode.end)) this.#mode = { at: "text", header: "" };
    this.#end(line);
  }

  /** The pieces finished since the last call; with `isEnd` the open one too. */
  take(isEnd = false): Piece[] {
    if (isEnd) this.#cut();
    return this.#done.splice(0);
  }

  /** Cuts before a line, where it begins a block, and enters its mode. */
  #start(line: string): void {
    const mode = this.#mode;
    const depth = mode.at === "list" ? Math.min(mode.offset, 4) : mode.at === "note" ? 2 : 4;
    const indent = line.search(/[^ ]/);
    if (indent >= depth || line[indent] === "\t") return;
    if (this.#note(line) || this.#fence(line) || this.#html(line, indent)) return;
    if (this.#formula(line, indent) || this.#item(line)) return;
    const isOwn = this.#isBlank || lines.HEADING.test(line) ||
      mode.at === "note" && lines.DEFINITION.test(line);
    if (indent === 0 && isOwn) this.#cut();
    else if (mode.at === "text") this.#table(line, mode.header);
    else if (mode.at === "table") this.#row(mode, line);
  }

  #note(line: string): boolean {
    const label = lines.NOTE.exec(line)?.[1];
    if (label === undefined) return false;
    this.#cut();
    this.#mode = { at: "note", label };
    return true;
  }

  #fence(line: string): boolean {
    const fence = lines.readFence(line);
    if (!fence) return false;
    this.#cut();
    this.#mode = { at: "code", fence, text: "" };
    return true;
  }

  #html(line: string, indent: number): boolean {
    const html = lines.readHtml(line);
    if (!html) return false;
    if (indent === 0 && (html.end || this.#isBlank)) this.#cut();
    this.#mode = html.end ? { at: "html", end: html.end } : { at: "raw" };
    return true;
  }

  #formula(line: string, indent: number): boolean {
    const end = openedBlock(line);
    if (!end || !this.#isBlank && this.#mode.at !== "text") return false;
    if (indent === 0 && this.#isBlank) this.#cut();
    this.#mode = { at: "formula", end };
    return true;
  }

  /** Begins a list, or an item of the open one. */
  #item(line: string): boolean {
    const marker = lines.readMarker(line);
    if (!marker) return false;
    const { indent, type, offset } = marker;
    const mode = this.#mode;
    if (mode.at === "list" && mode.type === type) {
      this.#nextItem();
    } else if (mode.at === "list" || this.#isBlank || marker.canInterrupt) {
      if (indent === 0) this.#cut();
    } else {
      if (marker.isEmpty) this.#mode = { at: "raw" }; // an empty item or a heading's underline
      return marker.isEmpty;
    }
    this.#mode = { at: "list", type, offset };
    return true;
  }

  #nextItem(): void {
    if (this.#source.length < ITEMS_PER_PIECE) return;
    const isAfterBlank = this.#isBlank;
    this.#cut("item");
    this.#isAfterBlank = isAfterBlank;
  }

  #table(line: string, header: string): void {
    if (lines.isTableHead(header, line)) {
      this.#mode = { at: "table", head: `${header}\n${line}\n`, rows: 0 };
    } else {
      this.#mode = { at: "text", header: line };
    }
  }

  #row(mode: Mode & { at: "table" }, line: string): void {
    if (!lines.TABLE_ROW.test(line)) {
      this.#mode = { at: "text", header: "" };
    } else if (++mode.rows > ROWS_PER_PIECE) {
      this.#cut({ head: mode.head });
      this.#mode = { ...mode, rows: 1 };
    }
  }

  /** Cuts after a line that ends its block by itself. */
  #end(line: string): void {
    const mode = this.#mode;
    if (mode.at === "html" && line.toLowerCase().indexOf(mode.end, 2) >= 0) this.#cut();
    else if (mode.at === "text" && lines.HEADING.test(line)) this.#cut();
    else if (mode.at === "text" && mode.header === "" && this.#source === line + "\n") mode.header = line;
  }

  #codeLine(mode: Mode & { at: "code" }, line: string): void {
    if (lines.closesFence(line, mode.fence)) return this.#cut(null, true);
    let from = 0;
    while (from < mode.fence.indent && line[from] === " ") from++;
    mode.text += line.slice(from) + "\n";
  }

  #cut(joins: Joins = null, isClosed = false): void {
    const mode = this.#mode;
    if (mode.at === "code") {
      this.#done.push({ kind: "code", text: mode.text, info: mode.fence.info, isClosed });
    } else if (mode.at === "note") {
      this.#done.push({ kind: "note", source: noteBody(this.#source), label: mode.label });
    } else if (this.#source.trim() !== "") {
      this.#done.push({
        kind: "text",
        source: this.#source,
        joins: this.#joins,
        isAfterBlank: this.#isAfterBlank,
      });
    }
    this.#mode = { at: "text", header: "" };
    this.#source = "";
    this.#joins = joins;
    this.#isAfterBlank = false;
    this.#isBlank = true;
  }
}

function noteBody(source: string): string {
  return source.replace(lines.NOTE, "").replace(/^(?: {1,4}|\t)/gm, "");
}
