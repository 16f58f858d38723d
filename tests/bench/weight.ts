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
  const loaded = new Map<string, Promise<Source[]>>();
  page.on("response", (response) => loaded.set(response.url(), sourcesOf(response)));
  await page.goto(`${stage.server.url}/chat`);
  await askOnPage(page, stage, { model: "markdown-full", tokens: 400 });
  await usePalette(page);
  const sources = (await Promise.all(loaded.values())).flat().concat(await inlineSources(page));
  yield* weigh("scripts", sources, 60_000);
  yield* weigh("styles", sources, 20_000);
}

async function sourcesOf(response: PageResponse): Promise<Source[]> {
  const type = response.headers()["content-type"] ?? "";
  const kind = type.includes("javascript") ? "scripts" : type.includes("css") ? "styles" : undefined;
  return kind && response.ok() ? [{ kind, text: new Uint8Array(await response.body()) }] : [];
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
