/** Finds the first JSON value in a text, or says what is wrong with it in the words of Go's decoder. */

/** `message` is Go's own. */
export class GoSyntaxError extends Error {
  override name = "GoSyntaxError";
}

/** The first JSON value; what follows it is not looked at, as by Go's streaming decoder. */
export function firstJsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const scan = new Scan(text);
  scan.value("looking for beginning of value");
  return JSON.parse(text.slice(0, scan.at));
}

class Scan {
  at = 0;
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  value(wanted: string): void {
    const next = this.#peek();
    if (next === "{") return this.#object();
    if (next === "[") return this.#array();
    if (next === '"') return this.#string();
    if (/[-\d]/.test(next)) return this.#number();
    const literal = ["true", "false", "null"].find((word) => word[0] === next);
    if (!literal) this.#fail(wanted);
    return this.#literal(literal!);
  }

  #object(): void {
    this.at++;
    if (this.#peek() === "}") return this.#step();
    while (true) {
      if (this.#peek() !== '"') this.#fail("looking for beginning of object key string");
      this.#string();
      if (this.#peek() !== ":") this.#fail("after object key");
      this.at++;
      this.value("looking for beginning of value");
      const next = this.#peek();
      if (next !== "," && next !== "}") this.#fail("after object key:value pair");
      this.at++;
      if (next === "}") return;
    }
  }

  #array(): void {
    this.at++;
    if (this.#peek() === "]") return this.#step();
    while (true) {
      this.value("looking for beginning of value");
      const next = this.#peek();
      if (next !== "," && next !== "]") this.#fail("after array element");
      this.at++;
      if (next === "]") return;
    }
  }

  #string(): void {
    this.at++;
    while (true) {
      const unit = this.#unit();
      if (unit === '"') return this.#step();
      if (unit < " ") this.#fail("in string literal");
      this.at++;
      if (unit !== "\\") continue;
      if (!/["\\/bfnrtu]/.test(this.#unit())) this.#fail("in string escape code");
      const digits = this.#unit() === "u" ? 4 : 0;
      this.at++;
      for (let left = digits; left > 0; left--, this.at++) {
        if (!/[\da-f]/i.test(this.#unit())) this.#fail("in \\u hexadecimal character escape");
      }
    }
  }

  #number(): void {
    const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/.exec(this.#text.slice(this.at))?.[0];
    if (number) {
      this.at += number.length;
      return;
    }
    this.at++;
    this.#unit();
    this.#fail("in numeric literal");
  }

  #literal(word: string): void {
    for (const expected of word) {
      if (this.#unit() !== expected) this.#fail(`in literal ${word} (expecting '${expected}')`);
      this.at++;
    }
  }

  #step(): void {
    this.at++;
  }

  /** The next unit after white space. */
  #peek(): string {
    while (/[ \t\r\n]/.test(this.#text[this.at] ?? "")) this.at++;
    return this.#unit();
  }

  #unit(): string {
    const unit = this.#text[this.at];
    if (unit === undefined) throw new GoSyntaxError("unexpected EOF");
    return unit;
  }

  #fail(where: string): never {
    const unit = this.#unit();
    const quoted = unit === "'" ? `'\\''` : unit === '"' ? `'"'` : `'${JSON.stringify(unit).slice(1, -1)}'`;
    throw new GoSyntaxError(`invalid character ${quoted} ${where}`);
  }
}
