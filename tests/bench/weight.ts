/** What a reader's browser loads for the chat page, after a reply was drawn and the palette used. */
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Page, Response as PageResponse } from "playwright-core";
import { launchBrowser } from "@/tests/helpers/browser.ts";
import { atMost, type Bench, enforced, type Figure } from "./bench.ts";
import { askOnPage, usePalette } from "./chat_page.ts";
import { openStage } from "./stage.ts";
import { sum } from "./statistics.ts";

export const weight: Bench = {
  name: "weight",
  about: "Scripts and styles of /chat: raw, gzip and brotli, each file and inline script on its own.",
  run: measure,
};

type Kind = "scripts" | "styles";
type Source = { kind: Kind; text: Uint8Array };

async function* measure(): AsyncGenerator<Figure> {
  await using stage = await openStage();
  await using browser = await launchBrowser();
  const { page } = await browser.open("about:blank");
  const loaded = new Map<string, Kind>();
  page.on("response", (response) => {
    const kind = kindOf(response);
    if (kind) loaded.set(response.url(), kind);
  });
  await page.goto(`${stage.server.url}/chat`);
  await askOnPage(page, stage, { model: "markdown-full", tokens: 400 });
  await usePalette(page);
  const chat = new Map(loaded);
  const sources = (await downloadAll(chat)).concat(await inlineSources(page));
  yield* weigh("scripts", sources, 60_000);
  yield* weigh("styles", sources, 20_000);
  await drawDiagram(page);
  const more = await downloadAll(new Map([...loaded].filter(([url]) => !chat.has(url))));
  const bytes = sum(more.map(({ text }) => brotli(text)));
  yield { name: "scripts that a diagram adds, brotli", value: bytes, unit: "bytes" };
}

/** In a message of the reader's own. */
async function drawDiagram(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(
    "```mermaid\ngraph TD\nA --> B\n```",
  );
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator("figure img").first().waitFor();
}

function kindOf(response: PageResponse): Kind | undefined {
  const type = response.headers()["content-type"] ?? "";
  return type.includes("javascript") ? "scripts" : type.includes("css") ? "styles" : undefined;
}

function downloadAll(loaded: Map<string, Kind>): Promise<Source[]> {
  return Promise.all(Array.from(loaded, ([url, kind]) => download(url, kind)));
}

/** Asked for again: Chromium drops what a page had loaded when it goes to another. */
async function download(url: string, kind: Kind): Promise<Source> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return { kind, text: await response.bytes() };
}

async function inlineSources(page: Page): Promise<Source[]> {
  const texts = await page.evaluate(() =>
    ["script:not([src])", "style"].map((selector) =>
      [...document.querySelectorAll(selector)].map((element) => element.textContent ?? "")
    )
  );
  return texts.flatMap((list, index) =>
    list.map((text) => ({ kind: index === 0 ? "scripts" : "styles", text: new TextEncoder().encode(text) }))
  );
}

function* weigh(kind: Kind, sources: Source[], limit: number): Generator<Figure> {
  const texts = sources.filter((source) => source.kind === kind).map((source) => source.text);
  const total = (size: (text: Uint8Array) => number) => sum(texts.map(size));
  yield { name: `${kind}, raw`, value: total((text) => text.length), unit: "bytes" };
  yield { name: `${kind}, gzip`, value: total((text) => gzipSync(text).length), unit: "bytes" };
  yield {
    name: `${kind}, brotli`,
    value: total(brotli),
    unit: "bytes",
    budget: enforced(atMost(limit)),
  };
}

function brotli(text: Uint8Array): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
