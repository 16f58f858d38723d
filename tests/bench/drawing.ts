/** What it costs the reader's browser to draw a reply of Markdown while it streams at 1,000 tokens a second. */
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { openBarePage, readOnBarePage } from "./bare_page.ts";
import { askOnPage, chooseModel, replyEnd, sendOnPage } from "./chat_page.ts";
import { type Task, traceTasks } from "./main_thread.ts";
import type { Asked } from "./reply_client.ts";
import { openStage, type Stage } from "./stage.ts";
import { median, sum } from "./statistics.ts";

export const drawing: Bench = {
  name: "drawing",
  about:
    "Main-thread time of a streamed Markdown reply at 1,000 tokens/s, against a page that only appends text.",
  run: measure,
};

const speed = 1000;

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  await using stage = await openStage();
  await using browser = await launchBrowser();
  const lengths = size === "smoke" ? [500] : [2000, 10_000];
  await measureOnce(stage, browser, { model: "markdown-1000", tokens: 200 });
  for (const tokens of lengths) {
    const asked: Asked = { model: "markdown-1000", tokens };
    const samples: Sample[] = [];
    for (let round = 0; round < (size === "smoke" ? 1 : 3); round++) {
      samples.push(await measureOnce(stage, browser, asked));
    }
    yield* describe(tokens, samples);
  }
}

interface Sample {
  totalMs: number;
  bareMs: number;
  longestCpuMs: number;
  longestWallMs: number;
  tenths: number[];
}

async function measureOnce(stage: Stage, browser: TestBrowser, asked: Asked): Promise<Sample> {
  const { tasks, firstTokenAt } = await traceReply(stage, browser, asked);
  const bare = await traceBareReply(stage, browser, asked);
  const length = asked.tokens / speed * 1000;
  const tenths = Array.from({ length: 10 }, (_, index) => {
    const from = firstTokenAt + length * index / 10;
    return cpuOf(tasks.filter(({ at }) => at >= from && at < from + length / 10));
  });
  return {
    totalMs: cpuOf(tasks),
    bareMs: cpuOf(bare),
    longestCpuMs: Math.max(...tasks.map((task) => task.cpuMs)),
    longestWallMs: Math.max(...tasks.map((task) => task.wallMs)),
    tenths,
  };
}

async function traceReply(stage: Stage, browser: TestBrowser, asked: Asked) {
  await chooseModel(stage, asked.model);
  const { page } = await browser.open(`${stage.server.url}/chat`);
  // A first reply, so that what is loaded once is there.
  await askOnPage(page, stage, { ...asked, tokens: 100 });
  let firstTokenAt = 0;
  const tasks = await traceTasks(page, async () => {
    await sendOnPage(page, asked);
    ({ firstTokenAt } = await replyEnd(stage, asked));
  });
  await page.context().close();
  return { tasks, firstTokenAt };
}

async function traceBareReply(stage: Stage, browser: TestBrowser, asked: Asked): Promise<Task[]> {
  const page = await openBarePage(browser, stage);
  const tasks = await traceTasks(page, () => readOnBarePage(page, asked));
  await page.context().close();
  return tasks;
}

function* describe(tokens: number, samples: Sample[]): Generator<Figure> {
  const title = `${tokens.toLocaleString("en")} tokens`;
  const middle = (take: (sample: Sample) => number) => median(samples.map(take));
  yield {
    name: `${title}, main-thread time`,
    value: middle((sample) => sample.totalMs),
    unit: "ms",
    baseline: { name: "only appending text", value: middle((sample) => sample.bareMs) },
  };
  yield {
    name: `${title}, longest task`,
    value: middle((sample) => sample.longestCpuMs),
    unit: "ms",
    baseline: { name: "by the wall clock", value: middle((sample) => sample.longestWallMs) },
    budget: atMost(100),
  };
  yield {
    name: `${title}, last tenth over the first`,
    value: middle(({ tenths }) => tenths.at(-1)! / tenths[0]!),
    unit: "×",
    baseline: { name: "fifth over the first", value: middle(({ tenths }) => tenths[4]! / tenths[0]!) },
    budget: atMost(1.3),
  };
}

function cpuOf(tasks: Task[]): number {
  return sum(tasks.map((task) => task.cpuMs));
}
