/**
 * Cuts Markdown source into top-level pieces, one complete line at a time.
 *
 * A cut depends only on the lines before it and the line it precedes, never on later ones. So the pieces of a
 * text are the same whether it came whole or in any number of parts, and a finished piece never changes.
 * Where the structure is in doubt there is no cut: a piece may hold several blocks, a block is never split
 * but at a list item or a table row. Knows nothing of inline Markdown or of output.
 */
export type Piece =
  | { kind: "text"; source: string; joins: Joins; isAfterBlank: boolean }
  | { kind: "code"; text: string; info: string; isClosed: boolean }
  | { kind: "note"; source: string; label: string };

/** How a piece goes on with the one before: as the next item of its list, or as rows below that table head. */
export type Joins = "item" | { head: string } | null;

const ROWS_PER_PIECE = 50;
const ITEMS_PER_PIECE = 1000; // characters; what is cut smaller costs more in pieces than in reading again

const MARKER = /^( {0,3})([-+*]|\d{1,9}[.)])([ \t]+|$)(.?)/;
const RULE = /^ {0,3}([-_*])[ \t]*(?:\1[ \t]*){2,}$/;
const FENCE = /^( {0,3})(?:(`{3,})([^`]*)|(~{3,})(.*))$/;
const HEADING = /^#{1,6}(?:[ \t]|$)/;
const NOTE = /^\[\^([^\]\s]{1,64})\]:[ \t]*/;
const DEFINITION = /^\[[^\]]+\]:/;
const HTML = /^ {0,3}<(?:(script|pre|style|textarea)(?:[\s>]|$)|(!--)|(\?)|(!\[CDATA\[)|(![a-z])|[a-z/])/i;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const TABLE_ROW = /^[^\s#>*+`~<-][^\n]*\|/;

type Mode =
  | { at: "text"; header: string }
  | { at: "raw" } // inside something that ends at a blank line and holds no cuts
  | { at: "html"; end: string }
  | { at: "code"; mark: string; indent: number; info: string; text: string }
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
    if (mode.at !== "raw") this.#start(line);
    if (this.#mode.at !== "code") this.#source += line + "\n";
    this.#isBlank = false;
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
    const note = NOTE.exec(line);
    if (note) {
      this.#cut();
      this.#mode = { at: "note", label: note[1]! };
      return;
    }
    const fence = FENCE.exec(line);
    if (fence) {
      this.#cut();
      const info = (fence[3] ?? fence[5] ?? "").trim().replace(/\\([!-\/:-@[-`{-~])/g, "$1");
      this.#mode = { at: "code", mark: (fence[2] ?? fence[4])!, indent: fence[1]!.length, info, text: "" };
      return;
    }
    const html = HTML.exec(line);
    if (html) {
      const end = htmlEnd(html);
      if (indent === 0 && (end || this.#isBlank)) this.#cut();
      this.#mode = end ? { at: "html", end } : { at: "raw" };
      return;
    }
    const marker = RULE.test(line) ? null : MARKER.exec(line);
    if (marker && this.#item(marker)) return;
    const isOwn = this.#isBlank || HEADING.test(line) || mode.at === "note" && DEFINITION.test(line);
    if (indent === 0 && isOwn) this.#cut();
    else if (mode.at === "text") this.#table(line, mode.header);
    else if (mode.at === "table") this.#row(mode, line);
  }

  /** Whether the marker begins a list or an item of the open one. */
  #item(marker: RegExpExecArray): boolean {
    const [, indent = "", bullet = "", gap = "", first = ""] = marker;
    const mode = this.#mode;
    const type = bullet.at(-1)!;
    const offset = indent.length + bullet.length + (first === "" || gap.length > 4 ? 1 : gap.length);
    const isBlank = this.#isBlank;
    if (mode.at === "list" && mode.type === type) {
      if (this.#source.length >= ITEMS_PER_PIECE) {
        this.#cut("item");
        this.#isAfterBlank = isBlank;
      }
    } else if (
      mode.at === "list" || isBlank || (first !== "" && (bullet.length === 1 || bullet.slice(0, -1) === "1"))
    ) {
      if (indent === "") this.#cut();
    } else {
      if (first === "") this.#mode = { at: "raw" }; // an empty item or a heading's underline
      return first === "";
    }
    this.#mode = { at: "list", type, offset };
    return true;
  }

  #table(line: string, header: string): void {
    if (TABLE_ROW.test(header) && TABLE_RULE.test(line) && countCells(header) === countCells(line)) {
      this.#mode = { at: "table", head: `${header}\n${line}\n`, rows: 0 };
    } else {
      this.#mode = { at: "text", header: line };
    }
  }

  #row(mode: Mode & { at: "table" }, line: string): void {
    if (!TABLE_ROW.test(line)) {
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
    else if (mode.at === "text" && HEADING.test(line)) this.#cut();
    else if (mode.at === "text" && mode.header === "" && this.#source === line + "\n") mode.header = line;
  }

  #codeLine(mode: Mode & { at: "code" }, line: string): void {
    const close = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
    if (close && close[0] === mode.mark[0] && close.length >= mode.mark.length) return this.#cut(null, true);
    let from = 0;
    while (from < mode.indent && line[from] === " ") from++;
    mode.text += line.slice(from) + "\n";
  }

  #cut(joins: Joins = null, isClosed = false): void {
    const mode = this.#mode;
    if (mode.at === "code") {
      this.#done.push({ kind: "code", text: mode.text, info: mode.info, isClosed });
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

/** What ends an HTML block of CommonMark's kinds 1 to 5; the others end at a blank line. */
function htmlEnd([, tag, comment, processing, cdata, declaration]: RegExpExecArray): string | null {
  if (tag) return `</${tag.toLowerCase()}>`;
  if (comment) return "-->";
  if (processing) return "?>";
  if (cdata) return "]]>";
  return declaration ? ">" : null;
}

function countCells(row: string): number {
  return row.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).length;
}

function noteBody(source: string): string {
  return source.replace(NOTE, "").replace(/^(?: {1,4}|\t)/gm, "");
}
