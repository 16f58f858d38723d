import * as esbuild from "esbuild";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { randomCuts, randomNumbers } from "@/tests/unit/markdown/dom.ts";
import { COMMONMARK, EXTENDED } from "@/tests/unit/markdown/examples.ts";
import { FORMULAS, HOSTILE_FORMULAS, MONEY } from "@/tests/unit/markdown/formulas.ts";
import { PAYLOADS, PLACES } from "@/tests/unit/markdown/payloads.ts";
import { servePages } from "./pages.ts";

const NOTE_PREFIX = "m";
const MATH = [
  ...FORMULAS.map(([source]) => source),
  ...Object.values(HOSTILE_FORMULAS).map((tex) => `$$${tex}$$`),
];
const SOURCES = [...COMMONMARK, ...EXTENDED, ...PAYLOADS, ...MONEY, ...MATH];

/** What the page's bundles define. */
declare const stream: typeof import("@/lib/markdown/stream.ts");
declare const draw: typeof import("@/lib/markdown/draw.ts");

Deno.test("Markdown in Chromium", async (test) => {
  const payloads = [...PAYLOADS.flatMap((payload) => PLACES.map((place) => place(payload))), ...MATH];
  await using pages = await servePages({ sources: SOURCES, payloads, notePrefix: NOTE_PREFIX });
  await using browser = await launchBrowser();
  const { page, problems } = await browser.open(pages.origin);

  await test.step("streamed nodes equal the server's for all examples and payloads, without a Trusted Types policy", async () => {
    const random = randomNumbers(6);
    const chunks = SOURCES.map((source) => [...randomCuts(source, 25, random)]);
    assert.deepEqual(await differences(page, chunks, "streamed"), []);
  });

  await test.step("a stream that adopts the server's nodes leaves every one of them in its place", async () => {
    const chunks = SOURCES.map((source) => [source]);
    assert.deepEqual(await differences(page, chunks, "adopted"), []);
  });

  await test.step("formulas are laid out as MathML, and none leaves its place", async () => {
    assert.deepEqual(await laidOut(page), { isRaised: true, isStacked: true, strays: [] });
  });

  await test.step("the highlighter leaves other code in the page alone", async () => {
    assert.equal(
      await page.evaluate(() => document.querySelector("#other")!.innerHTML),
      '<code class="language-js">let a;</code>',
    );
  });

  await test.step("10,000 tokens cost the same at the end as at the beginning", async () => {
    const { first, last, longest } = await pushCosts(page, longReply());
    assert.ok(
      last <= 1.3 * first + 0.15,
      `median push: ${first} ms in the first tenth, ${last} ms in the last`,
    );
    assert.ok(longest < 100, `longest push of the best run: ${longest} ms`);
  });

  await test.step("nothing of this is worth a message in the console", () => assert.deepEqual(problems, []));

  await test.step(`${payloads.length} payloads run nothing and ask for nothing, even without a content policy`, async () => {
    const opened = await browser.open(`${pages.origin}/payloads`);
    assert.deepEqual(opened.problems, []);
    assert.deepEqual(opened.requests, [`${pages.origin}/payloads`]);
    assert.equal(
      await opened.page.evaluate(() => document.querySelectorAll("main > div").length),
      payloads.length,
    );
  });

  await esbuild.stop();
});

/** The sources whose nodes in the page, made by `way`, are not those that the server sent. */
async function differences(page: Page, chunks: string[][], way: "streamed" | "adopted"): Promise<string[]> {
  const wrong = await page.evaluate(async ({ chunks, way, notePrefix }) => {
    const options = { notePrefix, highlight: draw.draw };
    const wrong: number[] = [];
    for (const [i, served] of [...document.querySelectorAll("main > div")].entries()) {
      let container = document.createElement("div");
      if (way === "adopted") container = served.cloneNode(true) as HTMLDivElement;
      const [text] = chunks[i]!;
      const before = [...container.childNodes];
      const growing = way === "adopted"
        ? stream.MarkdownStream.adopt(container, text!, options)
        : new stream.MarkdownStream(container, options);
      if (way === "streamed") { for (const chunk of chunks[i]!) growing.push(chunk); }
      await growing.end();
      served.normalize();
      const isKept = before.every((node, n) => node === container.childNodes[n]);
      if (!isKept || !container.isEqualNode(served)) wrong.push(i);
    }
    return wrong;
  }, { chunks, way, notePrefix: NOTE_PREFIX });
  return wrong.map((i) => SOURCES[i]!);
}

/** Whether exponents stand higher and denominators lower, and the formulas that reach far beyond their place. */
function laidOut(page: Page) {
  return page.evaluate(() => {
    const container = document.body.appendChild(document.createElement("div"));
    new stream.MarkdownStream(container, { highlight: draw.draw }).push("$x^2$ $\\frac{a}{b}$ ");
    const top = (selector: string) => container.querySelector(selector)!.getBoundingClientRect().top;
    const [isRaised, isStacked] = [
      top("msup > :last-child") < top("msup > :first-child"),
      top("mfrac > :first-child") < top("mfrac > :last-child"),
    ];
    container.remove();
    const strays = [...document.querySelectorAll("main math *")].filter((part) => {
      const [inner, outer] = [part, part.closest("main > div")!].map((element) =>
        element.getBoundingClientRect()
      );
      return inner!.width > 0 &&
        (inner!.bottom < outer!.top - 60 || inner!.top > outer!.bottom + 60 ||
          inner!.right < outer!.left - 60);
    });
    return {
      isRaised,
      isStacked,
      strays: strays.map((part) => part.closest("math")!.getAttribute("alttext")!.slice(0, 80)),
    };
  });
}

/**
 * Median cost in the first and last tenth, of pushes of 16 tokens: what a frame brings at 1,000 a second. Each is
 * the least of a few runs, for the rest is what others take of the machine.
 */
function pushCosts(page: Page, reply: string): Promise<{ first: number; last: number; longest: number }> {
  return page.evaluate(async ({ reply, step }) => {
    const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
    const run = async () => {
      const container = document.body.appendChild(document.createElement("div"));
      const growing = new stream.MarkdownStream(container, { highlight: draw.draw });
      const costs: number[] = [];
      for (let at = 0; at < reply.length; at += step) {
        const start = performance.now();
        growing.push(reply.slice(at, at + step));
        costs.push(performance.now() - start);
        if (costs.length % 30 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      await growing.end();
      container.remove();
      return costs;
    };
    await run(); // compiles
    const runs: number[][] = [];
    while (runs.length < 5) runs.push(await run());
    const least = (figure: (costs: number[]) => number) => Math.min(...runs.map(figure));
    const tenth = Math.floor(runs[0]!.length / 10);
    return {
      first: least((costs) => median(costs.slice(0, tenth))),
      last: least((costs) => median(costs.slice(-tenth))),
      longest: least((costs) => Math.max(...costs)),
    };
  }, { reply, step: 64 });
}

/** Some 10,000 tokens as a model writes them. */
function longReply(): string {
  const words =
    "The *quick* brown fox `jumps` over the **lazy** dog, see [the source](https://example.com/a). ";
  const section =
    `## A heading\n\n${words.repeat(3)}\n\n- one **item**\n- another\n  - nested\n\n1. first\n2. second\n\n` +
    "```ts\nconst a = 1; // one\nexport function f(x: number) {\n  return x + a;\n}\n```\n\n" +
    `| a | b |\n|---|---|\n| 1 | ${words} |\n| 2 | y |\n\n> ${words}\n\n`;
  return section.repeat(Math.ceil(40_000 / section.length));
}
