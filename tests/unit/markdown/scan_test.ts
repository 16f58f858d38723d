import assert from "node:assert/strict";
import { type Piece, Scanner } from "@/lib/markdown/scan.ts";
import { COMMONMARK, EXTENDED } from "./examples.ts";

function pieces(source: string): Piece[] {
  const scanner = new Scanner();
  for (const line of source.split("\n")) scanner.line(line);
  return scanner.take(true);
}

const sources = (source: string) =>
  pieces(source).map((piece) => piece.kind === "code" ? piece.text : piece.source.trimEnd());

Deno.test("Scanner cuts after blank lines, around headings and code, and before lists", () => {
  assert.deepEqual(sources("a\nb\n\nc\n# d\ne\n- f\n- g\n\n  h\n\ni\n```js\nj\n\nk\n```\nl"), [
    "a\nb",
    "c",
    "# d",
    "e",
    "- f\n- g\n\n  h",
    "i",
    "j\n\nk\n",
    "l",
  ]);
});

Deno.test("Scanner keeps together what a blank line does not end", () => {
  for (
    const source of [
      "- a\n\n  b\n\n      code",
      "1. a\n\n   ```\n   code\n   ```\n\n2. b",
      "    code\n\n    code",
      "<pre>\n\ntext\n\n</pre>",
      "<!-- a\n\nb -->",
      "> a\nlazy",
      "<div>\n- no list\n# no heading",
    ]
  ) assert.deepEqual(sources(source), [source]);
});

Deno.test("Scanner cuts long lists at items and long tables at rows, and says so", () => {
  const items = pieces(`${"- item of a list\n".repeat(200)}\n- loose\n${"- more\n".repeat(200)}`);
  assert.deepEqual(items.map((piece) => piece.kind === "text" && piece.joins), [
    null,
    ...Array(items.length - 1).fill("item"),
  ]);
  const rows = pieces(`a | b\n-|-\n${"1 | 2\n".repeat(120)}`);
  assert.deepEqual(rows.map((piece) => piece.kind === "text" && piece.joins), [
    null,
    { head: "a | b\n-|-\n" },
    { head: "a | b\n-|-\n" },
  ]);
});

Deno.test("Scanner's finished pieces do not depend on what follows", () => {
  for (const source of [...COMMONMARK, ...EXTENDED]) {
    const lines = source.split("\n");
    const scanner = new Scanner();
    const early: Piece[] = [];
    for (const line of lines) {
      scanner.line(line);
      const fork = scanner.fork();
      fork.line("# something else");
      fork.take(true);
      early.push(...scanner.take());
    }
    assert.deepEqual([...early, ...scanner.take(true)], pieces(source), JSON.stringify(source));
  }
});
