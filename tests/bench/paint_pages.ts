/** How soon a page stands there: its largest paint after opening it anew, against a text that the same server sends. */
import type { Page } from "playwright-core";
import { weeksOfChats } from "@/docs/screenshots/seeded.ts";
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { openStage, type Stage } from "./stage.ts";
import { median } from "./statistics.ts";

export const paintPages: Bench = {
  name: "paint-pages",
  about:
    "Largest contentful paint of each page in an empty browser profile, against the server's plainest text.",
  run: measure,
};

/** Neither style nor script: what a browser needs to open and paint anything at all. */
const plainest = "/manifest.webmanifest";

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  await using stage = await openStage();
  await using browser = await launchBrowser();
  const pages = { "the server's manifest": plainest, ...await fill(stage) };
  const paints = new Map<string, number[]>(Object.keys(pages).map((name) => [name, []]));
  for (let round = 0; round < (size === "smoke" ? 2 : 10); round++) {
    for (const [name, path] of Object.entries(pages)) {
      paints.get(name)!.push(await paintOf(browser, stage.server.url + path));
    }
  }
  const [[baseName, base], ...others] = [...paints] as [[string, number[]], ...[string, number[]][]];
  for (const [name, times] of others) {
    yield {
      name: `largest paint of ${name}`,
      value: median(times),
      unit: "ms",
      baseline: { name: baseName, value: median(base) },
      budget: atMost(200),
    };
  }
}

async function fill({ server }: Stage): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}/api/import`, { method: "POST", body: weeksOfChats() });
  if (!response.ok) throw new Error(`Cannot import: ${await response.text()}`);
  await response.body?.cancel();
  const { items } = await (await fetch(`${server.url}/api/sessions`)).json();
  return {
    "a new chat": "/chat",
    "a chat": `/chat/${items[3].id}`,
    models: "/models",
    metrics: "/metrics",
    "search results": "/search?q=model",
    "general settings": "/settings/general",
    themes: "/settings/appearance",
  };
}

/** From the start of the navigation, with nothing cached. */
async function paintOf(browser: TestBrowser, url: string): Promise<number> {
  const { page } = await browser.open("about:blank");
  await page.goto(url);
  const time = await largestPaint(page);
  await page.context().close();
  return time;
}

function largestPaint(page: Page): Promise<number> {
  return page.evaluate(() =>
    new Promise<number>((found) => {
      const last = (list: PerformanceObserverEntryList) => found(list.getEntries().at(-1)!.startTime);
      // The buffered ones come as one list, once all is painted that came before.
      requestIdleCallback(() =>
        new PerformanceObserver(last).observe({ type: "largest-contentful-paint", buffered: true })
      );
    })
  );
}
