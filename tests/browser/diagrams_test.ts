import assert from "node:assert/strict";
import type { AxeResults } from "axe-core";
import type { Locator, Page } from "playwright-core";
import { atOnce, startGuide } from "@/lib/guide/guide.ts";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";
import { exportedChat } from "./seeded.ts";

const axe = await Deno.readTextFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url));

const block = (source: string) => "```mermaid\n" + source + "\n```\n\n";
const flowchart = "flowchart TD\n  A[Question] -->|asks| B{Known?}\n  B -- yes --> C[(Store)]";
const sequence = "sequenceDiagram\n  Ann->>Bob: Hello";
const hostile = "%%{init: {'themeCSS': '*{background:url(https://evil.example/a)}'}}%%\n" +
  'flowchart TD\n  A["<img src=https://evil.example/b onerror=alert(1)>"] --> B\n  click A "javascript:alert(1)"';
const pie = 'pie\n  "a" : 1';
const paragraphs = Array.from({ length: 80 }, (_, n) => `Paragraph ${n}, of some words.\n\n`).join("");
const drawable = 3;

Deno.test("diagrams are drawn as images: no request, no shift of what is read, no complaint", async (test) => {
  const guide = await startGuide({ ...atOnce, answer: () => `${block(flowchart)}That is all.` });
  try {
    await using server = await startServer();
    const content = [flowchart, sequence, hostile, pie].map(block).join("") + paragraphs;
    const address = await importChat(server.url, guide.url, content);
    await using browser = await launchBrowser({ knowsNobody: true });
    const { page, problems, requests } = await browser.open(address, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const figures = page.locator("figure.code");
    const images = figures.locator("img");

    await test.step("when they are nearly in view, without moving what is", async () => {
      await page.getByText("Paragraph 79,").waitFor();
      const wanted = requests.length;
      const read = page.getByText("Paragraph 12,");
      await page.getByText("Paragraph 10,").evaluate((element) => element.scrollIntoView());
      assert.equal(await images.count(), 0);
      const before = await topOf(read);
      await images.nth(drawable - 1).waitFor({ state: "attached" });
      assert.ok(Math.abs(await topOf(read) - before) < 1, `${before} became ${await topOf(read)}`);
      assert.ok(requests.length > wanted);
    });

    await test.step("with their size, words and a data: address", async () => {
      const image = images.first();
      const seen = await image.evaluate(async (element: HTMLImageElement) => {
        await element.decode();
        const { width, height, naturalWidth, naturalHeight, alt, src } = element;
        return { width, height, naturalWidth, naturalHeight, alt, src };
      });
      assert.equal(seen.alt, "Flowchart: asks, yes, Question, Known?, Store");
      assert.ok(seen.src.startsWith("data:image/svg+xml,"));
      assert.ok(seen.width > 100 && seen.height > 100);
      assert.deepEqual([seen.width, seen.height], [seen.naturalWidth, seen.naturalHeight]);
      assert.equal(await figures.nth(3).getByText("shown as its source").count(), 1);
      assert.ok(await figures.nth(3).locator("pre").isVisible());
    });

    await test.step("with a switch to the source, which is what is copied", async () => {
      const figure = figures.first();
      const source = figure.locator("pre");
      const showSource = figure.getByRole("switch", { name: "Show source" });
      assert.equal(await source.isVisible(), false);
      await figure.getByRole("button", { name: "Copy code" }).click();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), flowchart);
      await showSource.focus();
      await page.keyboard.press("Space");
      assert.ok(await source.isVisible());
      assert.equal(await images.first().isVisible(), false);
      await figure.getByRole("switch", { name: "Wrap lines" }).waitFor();
      await page.keyboard.press("Space");
      assert.ok(await images.first().isVisible());
      assert.deepEqual(await violations(page), []);
    });

    await test.step("in the colours of the theme, at once in those of another", async () => {
      const ink = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim());
      for (const theme of ["light-quartz", "terminal-green"]) {
        await page.evaluate((theme) => document.documentElement.dataset.theme = theme, theme);
        await waitForColour(images.first(), await ink());
      }
    });

    await test.step("in a new reply too, with its end in view", async () => {
      await page.getByRole("textbox", { name: "Message", exact: true }).fill("Draw");
      await page.keyboard.press("Enter");
      await page.locator("[data-live] article[data-status=complete] img").waitFor();
      const rest = await page.getByText("That is all.").evaluate((element) => {
        let scroller: Element | null = element;
        while (scroller && !/auto|scroll/.test(getComputedStyle(scroller).overflowY)) {
          scroller = scroller.parentElement;
        }
        return scroller!.scrollHeight - scroller!.clientHeight - scroller!.scrollTop;
      });
      assert.ok(rest <= 8, `${rest} pixels below the end`);
    });

    assert.deepEqual(problems, []);
    const foreign = requests.filter((request) =>
      !request.startsWith(server.url) && !request.startsWith("data:")
    );
    assert.deepEqual(foreign, []);
  } finally {
    await guide.close();
  }
});

async function importChat(server: string, ollama: string, content: string): Promise<string> {
  const chat = exportedChat({ title: "Diagrams", turns: 1 }, 0);
  chat.messages[1]!.content = content;
  await send(`${server}/api/config`, "PATCH", { ollama_base_url: ollama, title_generation: "off" });
  await send(`${server}/api/import`, "POST", chat);
  return `${server}/chat/${chat.session.id}`;
}

async function send(url: string, method: string, body: unknown): Promise<void> {
  const response = await fetch(url, { method, body: JSON.stringify(body) });
  assert.ok(response.ok, await response.text());
}

function topOf(element: Locator): Promise<number> {
  return element.evaluate((element) => element.getBoundingClientRect().top);
}

/** Until the drawing's letters have it. */
async function waitForColour(image: Locator, colour: string): Promise<void> {
  const handle = await image.elementHandle();
  await image.page().waitForFunction(
    ([image, colour]) => (image as HTMLImageElement).src.includes(encodeURIComponent(`--_text:${colour}`)),
    [handle, colour] as const,
  );
}

async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(`${axe}; axe.run()`) as AxeResults;
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}
