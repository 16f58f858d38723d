/** How soon a token is on the screen, and how soon a key pressed in the composer is. */
import type { Page } from "playwright-core";
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { openBarePage, readOnBarePage } from "./bare_page.ts";
import { chooseModel, replyEnd, sendOnPage } from "./chat_page.ts";
import { watchKeys, watchTokens } from "./paint_probe.ts";
import type { Asked } from "./reply_client.ts";
import { openStage, type Stage } from "./stage.ts";
import { quantile } from "./statistics.ts";

export const painting: Bench = {
  name: "painting",
  about: "From a token's making, and from a key's press, to the painted frame, against a bare page's.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  await using stage = await openStage();
  await using browser = await launchBrowser();
  await chooseModel(stage, "clock-100");
  const [rounds, amount]: [number, Amount] = size === "smoke"
    ? [1, { tokens: 50, keys: 10 }]
    : [4, { tokens: 400, keys: 80 }];
  const [product, bare]: [Delays[], Delays[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(await measurePage(await openBarePage(browser, stage), bareReplies, amount));
    product.push(await measurePage(await openChat(stage, browser), chatReplies(stage), amount));
  }
  const pages = { product, bare };
  yield* compare("token to paint at 100 tokens/s", pages, ({ tokens }) => tokens);
  yield* compare("key to paint, idle", pages, ({ idleKeys }) => idleKeys, 16);
  yield* compare("key to paint, with 50 kB in the box", pages, ({ longKeys }) => longKeys, 16);
  yield* compare("key to paint, while a reply streams", pages, ({ streamingKeys }) => streamingKeys, 16);
}

interface Amount {
  tokens: number;
  keys: number;
}

interface Delays {
  tokens: number[];
  idleKeys: number[];
  longKeys: number[];
  streamingKeys: number[];
}

/** Resolves when the reply has begun, with the promise of its end. */
type BeginReply = (page: Page, asked: Asked) => Promise<{ end: Promise<unknown> }>;

function chatReplies(stage: Stage): BeginReply {
  return async (page, asked) => {
    await sendOnPage(page, asked);
    await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
    return { end: replyEnd(stage, asked) };
  };
}

const bareReplies: BeginReply = (page, asked) => Promise.resolve({ end: readOnBarePage(page, asked) });

async function openChat({ server }: Stage, browser: TestBrowser): Promise<Page> {
  const { page } = await browser.open(`${server.url}/chat`);
  return page;
}

async function measurePage(page: Page, begin: BeginReply, { tokens, keys }: Amount): Promise<Delays> {
  await (await begin(page, { model: "clock-100", tokens: 20 })).end;
  const readTokens = await watchTokens(page);
  await (await begin(page, { model: "clock-100", tokens })).end;
  const painted = await readTokens();
  const idleKeys = await typeOn(page, keys);
  await putLongText(page);
  const longKeys = await typeOn(page, keys);
  const streaming = await begin(page, { model: "clock-100", tokens: keys * 15 });
  const streamingKeys = await typeOn(page, keys);
  await streaming.end;
  await page.context().close();
  return { tokens: painted, idleKeys, longKeys, streamingKeys };
}

/** At once: `fill` types it line by line, which takes minutes. */
async function putLongText(page: Page): Promise<void> {
  await page.locator("textarea").first().evaluate((box: HTMLTextAreaElement) => {
    box.value = "A line of a long text, as it is pasted.\n".repeat(1250);
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

/** At uneven times, so that keys meet every moment of a frame. */
async function typeOn(page: Page, keys: number): Promise<number[]> {
  await page.locator("textarea").first().focus();
  const readKeys = await watchKeys(page);
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press("abcdefghij"[key % 10]!);
    await new Promise((resolve) => setTimeout(resolve, 40 + key * 37 % 61));
  }
  await page.locator("textarea").first().fill("");
  return await readKeys();
}

function* compare(
  name: string,
  { product, bare }: { product: Delays[]; bare: Delays[] },
  take: (delays: Delays) => number[],
  limit?: number,
): Generator<Figure> {
  for (const part of [0.5, 0.95]) {
    yield {
      name: `${name}, p${part * 100}`,
      value: quantile(product.flatMap(take), part),
      unit: "ms",
      baseline: { name: "a bare page", value: quantile(bare.flatMap(take), part) },
      ...(limit !== undefined && part === 0.95 && { budget: atMost(limit) }),
    };
  }
}
