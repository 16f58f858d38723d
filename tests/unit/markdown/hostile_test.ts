import assert from "node:assert/strict";
import process from "node:process";
import { GRAMMARS } from "@/lib/markdown/grammars.ts";
import { highlight } from "@/lib/markdown/highlight.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import { MarkdownStream } from "@/lib/markdown/stream.ts";
import { canonical, elementOf, emptyElement } from "./dom.ts";
import { HOSTILE } from "./hostile.ts";

/** Milliseconds of processor time, so that a busy machine does not count; the bounds leave room for a slow one. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

Deno.test(`renderMarkdown() takes no more than 5 s for 100 kB of each of ${Object.keys(HOSTILE).length} hostile texts`, () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const source = make(100_000);
    const ms = cost(() => renderMarkdown(source, { highlight }));
    assert.ok(ms < 5000, `${name}: ${ms} ms`);
  }
});

Deno.test("MarkdownStream takes no more than 2 s for a push of hostile text, and ends as renderMarkdown()", async () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const source = make(33_000);
    const container = emptyElement();
    const stream = new MarkdownStream(container);
    for (let at = 0; at < source.length; at += 3000) {
      const ms = cost(() => stream.push(source.slice(at, at + 3000)));
      assert.ok(ms < 2000, `${name}: ${ms} ms for the push at ${at}`);
    }
    await stream.end();
    assert.ok(canonical(container) === canonical(elementOf(renderMarkdown(source))), name);
  }
});

Deno.test("MarkdownStream spreads text that comes all at once over several tasks", async () => {
  const source = "A paragraph of *some* words.\n\n".repeat(10_000);
  const container = emptyElement();
  const stream = new MarkdownStream(container);
  stream.push(source);
  assert.ok(container.childNodes.length < 1000);
  const ended = stream.end();
  assert.ok(container.childNodes.length < 2000);
  await ended;
  assert.equal(container.childNodes.length, 10_000);
});

Deno.test("MarkdownStream leaves a container alone that was given to another before it was done", async () => {
  const container = emptyElement();
  const first = new MarkdownStream(container);
  first.push("one\n\n".repeat(10_000));
  const ended = first.end();
  container.replaceChildren();
  const second = new MarkdownStream(container);
  second.push("two");
  await Promise.all([ended, second.end()]);
  assert.equal(container.textContent, "two");
});

Deno.test("highlight() takes no more than 2 s for any grammar and hostile text", () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    const lines = make(10_000).replace(/(.{2000})/g, "$1\n").slice(0, 10_000);
    for (const language of Object.keys(GRAMMARS)) {
      const ms = cost(() => highlight(lines, language));
      assert.ok(ms < 2000, `${name} as ${language}: ${ms} ms`);
    }
  }
});
