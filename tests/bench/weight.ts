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
  const files = await Promise.all(Array.from(loaded, ([url, kind]) => download(url, kind)));
  const sources = files.concat(await inlineSources(page));
  yield* weigh("scripts", sources, 60_000);
  yield* weigh("styles", sources, 20_000);
}

function kindOf(response: PageResponse): Kind | undefined {
  const type = response.headers()["content-type"] ?? "";
  return type.includes("javascript") ? "scripts" : type.includes("css") ? "styles" : undefined;
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
    value: total((text) =>
      brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
    ),
    unit: "bytes",
    budget: enforced(atMost(limit)),
  };
}
