import assert from "node:assert/strict";
import { highlight } from "@/lib/markdown/highlight.ts";
import { mend } from "@/lib/markdown/mend.ts";
import { type MarkdownOptions, renderMarkdown } from "@/lib/markdown/render.ts";
import { MarkdownStream } from "@/lib/markdown/stream.ts";
import { canonical, elementOf, emptyElement, randomCuts, randomNumbers } from "./dom.ts";
import { COMMONMARK, EXTENDED } from "./examples.ts";

const OPTIONS: MarkdownOptions = { notePrefix: "m", highlight };

function streamed(chunks: Iterable<string>, options: MarkdownOptions): HTMLElement {
  const container = emptyElement();
  const stream = new MarkdownStream(container, options);
  for (const chunk of chunks) stream.push(chunk);
  stream.end();
  return container;
}

function assertSame(actual: HTMLElement, source: string, options: MarkdownOptions): void {
  assert.equal(
    canonical(actual),
    canonical(elementOf(renderMarkdown(source, options))),
    JSON.stringify(source),
  );
}

Deno.test("MarkdownStream ends as renderMarkdown() for every CommonMark example, cut anywhere", () => {
  const random = randomNumbers(1);
  for (const source of COMMONMARK) {
    for (const longest of [1, 3, 12, 60]) {
      assertSame(streamed(randomCuts(source, longest, random), OPTIONS), source, OPTIONS);
    }
  }
});

Deno.test("MarkdownStream ends as renderMarkdown() for tables, tasks, notes and what else is beyond CommonMark", () => {
  const random = randomNumbers(2);
  for (const source of EXTENDED) {
    for (const breaks of [false, true]) {
      for (const longest of [1, 4, 30, 400]) {
        const options = { ...OPTIONS, breaks };
        assertSame(streamed(randomCuts(source, longest, random), options), source, options);
      }
    }
  }
});

Deno.test("MarkdownStream ends as renderMarkdown() for random neighbours of examples", () => {
  const random = randomNumbers(3);
  const examples = [...COMMONMARK, ...EXTENDED];
  for (let round = 0; round < 1500; round++) {
    let source = "";
    for (let part = 0; part < 5; part++) {
      source += examples[Math.floor(random() * examples.length)]! +
        ["", "\n", "\n\n"][Math.floor(random() * 3)];
    }
    assertSame(streamed(randomCuts(source, 40, random), OPTIONS), source, OPTIONS);
  }
});

Deno.test("MarkdownStream shows what came so far as renderMarkdown() would, but for half marks and later definitions", () => {
  for (
    const source of EXTENDED.filter((text) => !/^\[.+\]:|\r|[\ud800-\udfff]/m.test(text) && text.length < 400)
  ) {
    const container = emptyElement();
    const stream = new MarkdownStream(container);
    for (let at = 0; at < source.length; at++) {
      stream.push(source[at]!);
      const lineStart = source.lastIndexOf("\n", at) + 1;
      const asWritten = source.slice(0, at + 1);
      const mended = source.slice(0, lineStart) + mend(source.slice(lineStart, at + 1));
      const expected = [asWritten, mended].map((text) => canonical(elementOf(renderMarkdown(text))));
      assert.ok(expected.includes(canonical(container)), JSON.stringify(asWritten));
    }
  }
});

Deno.test("MarkdownStream keeps the nodes of finished blocks", () => {
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  stream.push("# Title\n\nA paragraph\n\n- one\n- two\n\nThe next");
  const before = [...container.childNodes];
  stream.push(" paragraph\n\n```js\nlet a;\n```\n\nand more\n\n- one\n");
  stream.end();
  assert.deepEqual([...container.childNodes].slice(0, before.length).map((node, i) => node === before[i]), [
    true,
    true,
    true,
    true,
  ]);
});

Deno.test("MarkdownStream keeps the finished items of a list that grows", () => {
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  for (let n = 0; n < 100; n++) stream.push(`- item ${n} with some text\n`);
  const first = container.querySelector("li");
  for (let n = 0; n < 100; n++) stream.push(`- item ${n} with some text\n`);
  stream.end();
  assert.equal(container.querySelectorAll("ul").length, 1);
  assert.equal(container.querySelectorAll("li").length, 200);
  assert.ok(container.querySelector("li") === first);
});

Deno.test("MarkdownStream appends to the text node of code that is still open", () => {
  const container = emptyElement();
  const stream = new MarkdownStream(container, OPTIONS);
  stream.push("```js\nlet a = 1;");
  const text = container.querySelector("code")!.firstChild;
  stream.push("\nlet b");
  stream.push(" = 2;\n");
  assert.ok(container.querySelector("code")!.firstChild === text);
  assert.equal(text!.nodeValue, "let a = 1;\nlet b = 2;\n");
  stream.push("```\n");
  assert.ok(container.querySelector("code .tok-keyword"));
});

Deno.test("MarkdownStream draws links and notes once they are defined, also in blocks that were finished", () => {
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  stream.push("See [this] and [^n].\n\nMore.\n\n");
  assert.equal(container.querySelector("a, sup"), null);
  stream.push("[this]: https://example.com\n\n[^n]: note\n\nend\n\n");
  assert.equal(container.querySelector("p a")?.getAttribute("href"), "https://example.com/");
  assert.equal(container.querySelector("p sup")?.textContent, "1");
});

Deno.test("MarkdownStream.adopt() goes on without touching the nodes that the server sent, cut anywhere", () => {
  const random = randomNumbers(4);
  for (const source of EXTENDED) {
    const cut = Math.floor(random() * source.length);
    const container = elementOf(renderMarkdown(source.slice(0, cut), OPTIONS));
    const first = container.firstChild;
    const stream = MarkdownStream.adopt(container, source.slice(0, cut), OPTIONS);
    if (container.childNodes.length > 1) assert.ok(container.firstChild === first, JSON.stringify(source));
    for (const chunk of randomCuts(source.slice(cut), 20, random)) stream.push(chunk);
    stream.end();
    assertSame(container, source, OPTIONS);
  }
});

Deno.test("MarkdownStream.adopt() keeps every node, however long the text and wherever it stops", async () => {
  const source = `${"A paragraph with **bold** words.\n\n- one\n- two\n\n".repeat(800)}and **half a`;
  const container = elementOf(renderMarkdown(source));
  const before = [...container.childNodes];
  const stream = MarkdownStream.adopt(container, source);
  const after = [...container.childNodes];
  assert.ok(before.length === 1601 && after.length === 1601 && before.every((node, i) => node === after[i]));
  stream.push(" word**");
  await stream.end();
  assert.equal(container.lastElementChild!.innerHTML, "and <strong>half a word</strong>");
});

Deno.test("MarkdownStream.adopt() draws anew what is not the text's own HTML", () => {
  const container = elementOf("<p>something</p><p>else</p>");
  const stream = MarkdownStream.adopt(container, "# Title\n");
  stream.end();
  assertSame(container, "# Title\n", {});
});

Deno.test("MarkdownStream.recolour() colours what was finished before the highlighter came, and nothing open", () => {
  const source = "```js\nlet a;\n```\n\n- x\n  ```py\n  pass\n  ```\n\n```js\nlet b;";
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  stream.push(source);
  assert.equal(container.querySelector("[class^=tok-]"), null);
  stream.recolour(highlight);
  assert.equal(container.querySelectorAll(".tok-keyword").length, 2);
  stream.push("\n```\n");
  stream.end();
  assertSame(container, source + "\n```\n", { highlight });
});

Deno.test("MarkdownStream survives nodes that someone else removed", () => {
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  stream.push("one\n\ntwo\n\nthree");
  container.replaceChildren();
  stream.recolour(highlight);
  stream.push(" and four");
  stream.end();
  assert.equal(container.textContent, "three and four");
});
