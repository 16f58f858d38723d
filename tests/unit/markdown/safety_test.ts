import assert from "node:assert/strict";
import { highlight } from "@/lib/markdown/highlight.ts";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import { MarkdownStream } from "@/lib/markdown/stream.ts";
import { hostileTexts } from "@/tests/fakes/xss/corpus.ts";
import { assertSafe, canonical, elementOf, emptyElement } from "./dom.ts";
import { EXTENDED } from "./examples.ts";
import { PAYLOADS, PLACES } from "./payloads.ts";

const NOTE_PREFIX = "m-1";

Deno.test(`renderMarkdown() lets none of ${PAYLOADS.length} payloads become an element, attribute or address`, () => {
  for (const payload of PAYLOADS) {
    for (const place of PLACES) {
      const source = place(payload);
      assertSafe(
        elementOf(renderMarkdown(source, { highlight, notePrefix: NOTE_PREFIX })),
        source,
        NOTE_PREFIX,
      );
      assertSafe(elementOf(renderMarkdown(source, { breaks: true })), source);
    }
  }
});

Deno.test(`renderMarkdown() makes only ours of ${hostileTexts.length} hostile texts, as replies and questions`, () => {
  for (const text of hostileTexts) {
    assertSafe(elementOf(renderMarkdown(text, { highlight, notePrefix: NOTE_PREFIX })), text, NOTE_PREFIX);
    assertSafe(elementOf(renderMarkdown(text, { breaks: true })), text);
  }
});

Deno.test("MarkdownStream is safe at every moment when a payload is cut at every character", () => {
  for (const payload of PAYLOADS.filter((text) => text.length <= 60)) {
    const container = emptyElement();
    const stream = new MarkdownStream(container, { highlight, notePrefix: NOTE_PREFIX });
    for (const character of payload) {
      stream.push(character);
      assertSafe(container, payload, NOTE_PREFIX);
    }
    stream.end();
    const whole = elementOf(renderMarkdown(payload, { highlight, notePrefix: NOTE_PREFIX }));
    assert.equal(canonical(container), canonical(whole), JSON.stringify(payload));
  }
});

Deno.test("MarkdownStream ends safe and as renderMarkdown() when a payload is cut in two at any place", () => {
  for (const payload of PAYLOADS.filter((text) => text.length <= 40)) {
    const whole = canonical(elementOf(renderMarkdown(payload)));
    for (let cut = 1; cut < payload.length; cut++) {
      const container = emptyElement();
      const stream = new MarkdownStream(container);
      stream.push(payload.slice(0, cut));
      stream.push(payload.slice(cut));
      stream.end();
      assert.equal(canonical(container), whole, JSON.stringify(payload));
    }
  }
});

Deno.test("renderMarkdown() shows raw HTML as the text it is", () => {
  const source = `<script>alert("1 < 2")</script>`;
  assert.equal(elementOf(renderMarkdown(source)).textContent, source);
  const inline = "a <img src=x onerror=alert(1)> b";
  assert.equal(elementOf(renderMarkdown(inline)).textContent, inline);
});

Deno.test("renderMarkdown() brings nothing that loads by itself", () => {
  for (const source of [...PAYLOADS, ...EXTENDED]) {
    const html = renderMarkdown(source, { highlight });
    const loading = elementOf(html).querySelector(
      "img,video,audio,iframe,object,embed,link,script,style,[src],[style]",
    );
    assert.equal(loading, null, source);
  }
});

Deno.test("renderMarkdown() shows where a link goes: the host in its true letters, whatever its title says", () => {
  const link = elementOf(renderMarkdown('[bank](https://bänk.example/x "https://bank.example")'))
    .querySelector("a")!;
  assert.equal(link.getAttribute("href"), "https://xn--bnk-qla.example/x");
  assert.equal(link.getAttribute("title"), "https://bank.example\nhttps://xn--bnk-qla.example/x");
});

Deno.test("renderMarkdown() shows an image as its words and host, linked but never loaded", () => {
  const link = elementOf(renderMarkdown("![a *cat*](https://images.example/cat.png)")).querySelector(
    "a.md-image",
  )!;
  assert.equal(link.textContent, "Image: a cat (images.example)");
  assert.equal(link.getAttribute("href"), "https://images.example/cat.png");
});

Deno.test("renderMarkdown() lets the few tags pass only whole, balanced and bare", () => {
  const passed = (source: string) => renderMarkdown(source).replaceAll(/<\/?p>/g, "");
  assert.equal(passed("H<sub>2</sub>O <kbd>A</kbd><br>x"), "H<sub>2</sub>O <kbd>A</kbd><br>x");
  assert.equal(passed("a <sub>b"), "a &lt;sub&gt;b");
  assert.equal(passed("a </sub> b"), "a &lt;/sub&gt; b");
  assert.equal(passed("<sub>a *b</sub> c*"), "&lt;sub&gt;a <em>b&lt;/sub&gt; c</em>");
  assert.equal(passed("a <sub id=x>b</sub>"), "a &lt;sub id=x&gt;b&lt;/sub&gt;");
  assert.equal(passed("a <mark><kbd>b</mark></kbd>"), "a <mark>&lt;kbd&gt;b</mark>&lt;/kbd&gt;");
});
