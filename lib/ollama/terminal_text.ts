/**
 * What a program wrote for a terminal, as lines of plain text.
 *
 * Colours, cursor movement, spinners and window titles are taken out, a line drawn over itself counts as
 * several, and the same line again is said once. Bounded: a line and the whole have a largest length.
 */

const maxLineLength = 2_000;

export class TerminalText {
  #decoder = new TextDecoder();
  #open = "";
  #last = "";
  #left: number;

  constructor(maxCharacters: number) {
    this.#left = maxCharacters;
  }

  /** The lines that these bytes complete. */
  add(bytes: Uint8Array): string[] {
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** The line that had no end. */
  end(): string[] {
    return this.#take(`${this.#decoder.decode()}\n`);
  }

  #take(text: string): string[] {
    const pieces = (this.#open + text).split(/[\r\n]/);
    // A line without an end may not grow for ever: what is beyond the limit is not shown anyway.
    this.#open = pieces.pop()!.slice(0, 4 * maxLineLength);
    return pieces.map(plain).filter((line) => this.#isNews(line));
  }

  #isNews(line: string): boolean {
    if (line === "" || line === this.#last || this.#left <= 0) return false;
    this.#last = line;
    this.#left -= line.length;
    return true;
  }
}

const escapes = new RegExp(
  [
    "\x1b\\[[0-?]*[ -/]*[@-~]", // CSI: colours, cursor
    "\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)", // OSC and other strings: titles, links
    "\x1b[ -/]*[0-~]", // the rest
  ].join("|"),
  "g",
);

const spinner = /[\u2800-\u28ff]/g;
// deno-lint-ignore no-control-regex -- control characters are what this is about
const control = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

function plain(line: string): string {
  return line.replace(escapes, "").replace(spinner, "").replace(control, "").trim().slice(0, maxLineLength);
}
