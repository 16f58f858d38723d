import assert from "node:assert/strict";
import process from "node:process";
import { draw } from "@/lib/markdown/draw.ts";
import { drawFormula } from "@/lib/markdown/draw_formula.ts";
import { toHtml } from "@/lib/markdown/html.ts";
import { type MarkdownOptions, renderMarkdown } from "@/lib/markdown/render.ts";
import { MarkdownStream } from "@/lib/markdown/stream.ts";
import { textOf } from "@/lib/markdown/tree.ts";
import { assertSafe, canonical, elementOf, emptyElement } from "./dom.ts";
import { FORMULAS, HOSTILE_FORMULAS, MONEY } from "./formulas.ts";
import { PAYLOADS } from "./payloads.ts";

const OPTIONS: MarkdownOptions = { highlight: draw };
const htmlOf = (formula: string) => toHtml(drawFormula(formula));

Deno.test(`renderMarkdown() finds the formulas in ${FORMULAS.length} texts, and in no other place`, () => {
  for (const [source, ...formulas] of FORMULAS) {
    const found = [...elementOf(renderMarkdown(source)).querySelectorAll(".md-formula")];
    assert.deepEqual(found.map((element) => element.textContent), formulas, source);
  }
});

Deno.test(`renderMarkdown() takes none of ${MONEY.length} texts with prices, code and shell names for formulas`, () => {
  for (const source of MONEY) {
    assert.equal(
      elementOf(renderMarkdown(source)).querySelector(".md-formula")?.textContent,
      undefined,
      source,
    );
  }
});

Deno.test("renderMarkdown() keeps the blocks around a formula what they are", () => {
  const tags = (source: string) =>
    [...elementOf(renderMarkdown(source)).children].map((child) => child.localName);
  assert.deepEqual(tags("text\n$$\nx\n- y\n$$\nmore\n\n- z"), ["p", "div", "p", "ul"]);
  assert.deepEqual(tags("$$\nnever closed\n\n- a\n\n# b"), ["p", "ul", "h1"]);
  assert.deepEqual(tags("text\n$$ in a paragraph\nmore"), ["p"]);
  assert.equal(
    elementOf(renderMarkdown("*a $x*y$ b* *$5* and *$6*")).querySelectorAll("em").length,
    3,
  );
});

Deno.test("MarkdownStream ends as renderMarkdown() with formulas cut in two at every character, and is safe", async () => {
  for (const source of [...FORMULAS.map(([text]) => text), ...MONEY]) {
    const whole = canonical(elementOf(renderMarkdown(source, OPTIONS)));
    for (let cut = 1; cut < source.length; cut++) {
      const container = emptyElement();
      const stream = new MarkdownStream(container, OPTIONS);
      stream.push(source.slice(0, cut));
      assertSafe(container, source);
      stream.push(source.slice(cut));
      await stream.end();
      assert.equal(canonical(container), whole, `${JSON.stringify(source)} cut at ${cut}`);
    }
  }
});

Deno.test("MarkdownStream ends as renderMarkdown() with formulas that come character by character", async () => {
  const source = [...FORMULAS, ...MONEY].map((entry) => [entry].flat()[0]).join("\n\n");
  const container = emptyElement();
  const stream = new MarkdownStream(container, OPTIONS);
  for (const character of source) stream.push(character);
  await stream.end();
  assert.equal(canonical(container), canonical(elementOf(renderMarkdown(source, OPTIONS))));
});

Deno.test("MarkdownStream draws a formula once it is closed, and leaves it alone from then on", () => {
  const container = emptyElement();
  const stream = new MarkdownStream(container, OPTIONS);
  stream.push("Let $x_1");
  assert.equal(container.textContent, "Let $x_1");
  stream.push("$ be");
  const math = container.querySelector("math")!;
  stream.push(" anything, and $y$");
  assert.ok(container.querySelector("math") === math);
});

Deno.test("MarkdownStream.recolour() draws formulas that were shown as source, in blocks and in lists", async () => {
  const source = "Let $x$\n\n$$\ny\n$$\n\n- $z$\n";
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  stream.push(source);
  await stream.end();
  assert.equal(container.querySelector("math"), null);
  stream.recolour(draw);
  assert.equal(canonical(container), canonical(elementOf(renderMarkdown(source, OPTIONS))));
  assert.equal(container.querySelectorAll("math").length, 3);
});

Deno.test("drawFormula() gives MathML that holds its source, displayed only between display marks", () => {
  const root = (formula: string) => elementOf(htmlOf(formula)).firstElementChild!;
  for (
    const [formula, display] of [["$x^2$", null], ["\\(x^2\\)", null], ["$$x^2$$", "block"], [
      "\\[x^2\\]",
      "block",
    ]]
  ) {
    const math = root(formula!);
    assert.equal(math.localName, "math");
    assert.equal(math.getAttribute("display"), display);
    assert.equal(math.getAttribute("alttext"), "x^2");
    assert.equal(math.querySelector("annotation")!.textContent, "x^2");
    assert.equal(math.querySelector("msup")!.textContent, "x2");
  }
});

Deno.test("drawFormula() draws letters of other kinds, and columns at their sides", () => {
  assert.equal(
    elementOf(htmlOf("$\\mathbb{RN}\\mathbf{x}\\mathcal{L}\\mathfrak{g}$")).querySelector("mrow")!
      .textContent,
    "ℝℕ𝐱ℒ𝔤",
  );
  const cells = [
    ...elementOf(htmlOf("$$\\begin{aligned}a&=b\\\\c&=d\\end{aligned}$$")).querySelectorAll("mtd"),
  ];
  assert.deepEqual(cells.map((cell) => cell.className), ["md-right", "md-left", "md-right", "md-left"]);
});

Deno.test("drawFormula() shows what is wrong as source with the reason", () => {
  for (
    const [formula, reason] of [["$\\frac{1}$", /end of input/], [
      `$$${"x".repeat(5001)}$$`,
      /too large/,
    ]] as const
  ) {
    const code = elementOf(htmlOf(formula)).firstElementChild!;
    assert.equal(code.localName, "code");
    assert.equal(code.textContent, formula);
    assert.match(code.getAttribute("title")!, reason);
  }
});

Deno.test("drawFormula() forgets what a formula defines", () => {
  drawFormula("$\\gdef\\mine{x}\\mine$");
  assert.match(htmlOf("$\\mine$"), /^<code title=/);
});

Deno.test(`drawFormula() is safe and takes at most 200 ms for each of ${Object.keys(HOSTILE_FORMULAS).length} hostile formulas`, () => {
  for (const [name, tex] of Object.entries(HOSTILE_FORMULAS)) {
    for (const formula of [`$${tex}$`, `$$${tex}$$`, `\\(${tex}\\)`]) {
      const before = process.cpuUsage();
      const nodes = drawFormula(formula);
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < 200, `${name}: ${(user + system) / 1000} ms`);
      const root = elementOf(toHtml(nodes));
      assertSafe(root, name);
      assert.ok(root.querySelectorAll("*").length <= 3001, name);
      for (const [, length] of toHtml(nodes).matchAll(/ (?:width|height|depth|voffset)="[-+]?([\d.]+)em"/g)) {
        assert.ok(Number(length) <= 20, `${name}: ${length}em`);
      }
    }
  }
});

Deno.test("drawFormula() shows the source of formulas that are too deep, too large or define without end", () => {
  const names = [
    "fractions",
    "roots",
    "delimiters",
    "superscripts",
    "cells",
    "macro that calls itself",
    "macro that is long",
    "macros that double",
  ];
  for (const name of names) {
    assert.equal(textOf(drawFormula(`$${HOSTILE_FORMULAS[name]}$`)), `$${HOSTILE_FORMULAS[name]}$`, name);
    assert.match(htmlOf(`$${HOSTILE_FORMULAS[name]}$`), /^<code title="/, name);
  }
});

Deno.test("drawFormula() lets no payload become an element, attribute or address", () => {
  for (const payload of PAYLOADS) {
    for (const formula of [`$$${payload}$$`, `$$\\text{${payload}}$$`, `$$\\color{${payload}}x$$`]) {
      assertSafe(elementOf(htmlOf(formula)), payload);
    }
    const source = `a \\(${payload}\\) b $$\\text{${payload}}$$`;
    assertSafe(elementOf(renderMarkdown(source, OPTIONS)), source);
  }
});

Deno.test("renderMarkdown() takes no more than 3 s for 100 kB of formulas and of what may become one", () => {
  const patterns = [
    "$x$ ",
    "$x_1$\n\n",
    "\\(",
    "\\[",
    "\\[\n",
    "$$",
    "$$\n",
    "$a ",
    "$a\n",
    "\\(x\\)",
    "$\\",
    "$$x$$\n",
    "*$x*",
    "text\n$$\n",
    "$\\frac12$\n",
  ];
  for (const pattern of patterns) {
    const source = pattern.repeat(100_000 / pattern.length);
    const before = process.cpuUsage();
    renderMarkdown(source, OPTIONS);
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1000 < 3000, `${JSON.stringify(pattern)}: ${(user + system) / 1000} ms`);
  }
});
