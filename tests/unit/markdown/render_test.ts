import { Tokenizer } from "marked";
import assert from "node:assert/strict";
import { codeTextOf } from "@/lib/markdown/code.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import { elementOf } from "./dom.ts";

const rendered = (source: string, options = {}) => elementOf(renderMarkdown(source, options));

Deno.test("renderMarkdown() renders tables with alignment inside a frame that scrolls and takes focus", () => {
  const frame = rendered("| a | b |\n|:-:|--:|\n| 1 | 2 |\n").querySelector(".md-table")!;
  assert.equal(frame.getAttribute("tabindex"), "0");
  assert.equal(frame.getAttribute("aria-label"), "Table");
  assert.deepEqual([...frame.querySelectorAll("th,td")].map((cell) => [cell.className, cell.textContent]), [
    ["md-center", "a"],
    ["md-right", "b"],
    ["md-center", "1"],
    ["md-right", "2"],
  ]);
});

Deno.test("renderMarkdown() renders a table of many rows as one, and a row beyond it as text", () => {
  const root = rendered(`n | m\n--|--\n${"1 | 2\n".repeat(175)}\nafter\n`);
  assert.equal(root.querySelectorAll("table").length, 1);
  assert.equal(root.querySelectorAll("tbody tr").length, 175);
  assert.equal(root.lastElementChild!.textContent, "after");
});

Deno.test("renderMarkdown() renders tasks as disabled boxes that say whether they are done", () => {
  const boxes = [...rendered("- [ ] one\n- [x] two\n").querySelectorAll("li.md-task > input")];
  assert.deepEqual(boxes.map((box) => [box.hasAttribute("disabled"), box.hasAttribute("checked")]), [
    [true, false],
    [true, true],
  ]);
  assert.deepEqual(boxes.map((box) => box.getAttribute("aria-label")), ["Not done", "Done"]);
});

Deno.test("renderMarkdown() makes a list loose for a blank line between any two items, however long they are", () => {
  const long = "words ".repeat(250);
  const tight = rendered(`- ${long}\n- ${long}\n- b\n`);
  assert.equal(tight.querySelectorAll("li > p").length, 0);
  for (const source of [`- a\n- ${long}\n\n- b\n- ${long}\n`, `- ${long}\n- ${long}\n- b\n\n- c\n`]) {
    const loose = rendered(source);
    assert.equal(loose.querySelectorAll("ul").length, 1);
    assert.equal(loose.querySelectorAll("li > p").length, loose.querySelectorAll("li").length);
  }
});

Deno.test("renderMarkdown() keeps the numbers of an ordered list across its pieces", () => {
  const items = Array.from({ length: 300 }, (_, n) => `${n + 7}. item number ${n}`).join("\n");
  const list = rendered(items).firstElementChild!;
  assert.equal(list.getAttribute("start"), "7");
  assert.equal(list.children.length, 300);
});

Deno.test("renderMarkdown() numbers footnotes and links them by the caller's prefix only", () => {
  const source = "One[^b], two[^a].\n\n[^a]: first\n[^b]: second\n";
  const bare = rendered(source);
  assert.equal(bare.querySelector("[id],a"), null);
  const linked = rendered(source, { notePrefix: "m7" });
  assert.deepEqual([...linked.querySelectorAll("sup a")].map((a) => a.getAttribute("href")), [
    "#m7-note-2",
    "#m7-note-1",
  ]);
  assert.equal(linked.querySelector("#m7-note-2")?.textContent, "2second");
  const twice = rendered("[^a]\n\n[^a]: first\n[^a]: again\n", { notePrefix: "m7" });
  assert.deepEqual([...twice.querySelectorAll(".md-note")].map((note) => note.id), ["m7-note-1", ""]);
});

Deno.test("renderMarkdown() keeps line breaks only where asked to", () => {
  assert.equal(renderMarkdown("a\nb"), "<p>a\nb</p>");
  assert.equal(renderMarkdown("a\nb", { breaks: true }), "<p>a<br>b</p>");
});

Deno.test("renderMarkdown() labels code and takes its class only from known languages", () => {
  const figure = (info: string) => rendered("```" + info + "\nx\n```\n").querySelector("figure.code")!;
  const described = (info: string) => {
    const [label, language] = [
      figure(info).querySelector("figcaption span")!,
      figure(info).getAttribute("data-lang"),
    ];
    return [label.textContent, language, figure(info).querySelector("code")!.className];
  };
  assert.deepEqual(described("py"), ["Python", "python", "language-python"]);
  assert.deepEqual(described("C++ title=x"), ["C++", "cpp", "language-cpp"]);
  assert.deepEqual(described("klingon evil"), ["klingon", null, ""]);
  assert.deepEqual(described(""), ["", null, ""]);
  assert.deepEqual(described("constructor"), ["constructor", null, ""]);
});

Deno.test("codeTextOf() gives the code that belongs to a Copy button, without its last line end", () => {
  const button = rendered("```js\n a < b\n\nc\n```\n").querySelector("button")!;
  assert.equal(button.textContent, "Copy code");
  assert.equal(codeTextOf(button), " a < b\n\nc");
  assert.equal(codeTextOf(elementOf("<button></button>").firstElementChild!), null);
});

Deno.test("renderMarkdown() wraps the blocks between <details> and </details>", () => {
  const details = rendered("<details>\n<summary>More</summary>\n\n**bold**\n\n- x\n\n</details>\n")
    .firstElementChild!;
  assert.deepEqual([...details.children].map((child) => child.localName), ["summary", "p", "ul"]);
  assert.equal(rendered("<details>\n\n*x*\n").querySelector("details"), null);
});

Deno.test("renderMarkdown() resolves character references once", () => {
  const source = "&copy; &#65;&#x42; &amp;lt; &bogus; &#0; &frac34; `&copy;` \\&copy;";
  assert.equal(rendered(source).textContent, "© AB &lt; &bogus; \ufffd ¾ &copy; &copy;");
});

Deno.test("renderMarkdown() shows formulas without what draws them, and diagrams, as they are written", () => {
  assert.equal(rendered("Costs $5 or $x$").textContent, "Costs $5 or $x$");
  assert.equal(rendered("```mermaid\ngraph TD\n```").querySelector("code")!.textContent, "graph TD\n");
});

Deno.test("renderMarkdown() takes any line end, NUL and half characters", () => {
  assert.equal(renderMarkdown("# a\r\n\r\nb\rc"), "<h1>a</h1><p>b\nc</p>");
  assert.equal(renderMarkdown("a\0b \ud800 \u{1f600}"), "<p>a\ufffdb \ufffd \u{1f600}</p>");
});

Deno.test("renderMarkdown() uses the caller's words", () => {
  const wording = {
    copyCode: "Code kopieren",
    wrapLines: "Zeilen umbrechen",
    image: "Bild",
    table: "Tabelle",
    formula: "Formel",
    done: "Fertig",
    notDone: "Offen",
  };
  const html = renderMarkdown("```\nx\n```\n\n![a](https://b.example/c)\n\n- [ ] d\n\n|e|\n|-|\n\n$$x$$\n", {
    wording,
  });
  for (const word of ["Code kopieren", "Zeilen umbrechen", "Bild: a", "Tabelle", "Formel", "Offen"]) {
    assert.ok(html.includes(word), word);
  }
});

Deno.test("renderMarkdown() shows a piece as it is written when marked fails on it, and renders the rest", () => {
  const hr = Tokenizer.prototype.hr;
  const codespan = Tokenizer.prototype.codespan;
  try {
    Tokenizer.prototype.hr = function (source) {
      if (source.startsWith("blocks")) throw new RangeError("Maximum call stack size exceeded");
      return hr.call(this, source);
    };
    Tokenizer.prototype.codespan = function (source) {
      if (source.startsWith("`spans`")) throw new Error("Infinite loop on byte: 96");
      return codespan.call(this, source);
    };
    const html = renderMarkdown("*a*\n\nblocks *b*\n\n*c* `spans`\n\n*d*\n");
    const plain = (text: string) => `<p class="md-plain">${text}\n\n</p>`;
    assert.equal(html, `<p><em>a</em></p>${plain("blocks *b*")}${plain("*c* `spans`")}<p><em>d</em></p>`);
  } finally {
    Object.assign(Tokenizer.prototype, { hr, codespan });
  }
});
