/** Opening a chat of 10,000 messages: the first message on the screen, and how much is on the page. */
import { openDatabase } from "@/lib/db/open_database.ts";
import { launchBrowser, type TestBrowser } from "@/tests/helpers/browser.ts";
import { startServer } from "@/tests/helpers/server.ts";
import { atMost, type Bench, type BenchSize, enforced, type Figure } from "./bench.ts";
import { generateChats } from "./generate.ts";
import { startProgram } from "./programs.ts";
import { setUp } from "./stage.ts";
import { median } from "./statistics.ts";

export const longChat: Bench = {
  name: "long-chat",
  about: "Opening a chat of 10,000 messages, against one of 20.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-bench-" });
  try {
    const [short, long] = [20, 10_000].map((messages) => storeChat(`${dataDir}/chatbot.db`, messages));
    await using guide = await startProgram("guide");
    await using server = await startServer({ dataDir, env: { OLLAMA_BIN: "", LOG_LEVEL: "error" } });
    await setUp(server.url, guide.url);
    await using browser = await launchBrowser();
    yield* compare(
      browser,
      { short: `${server.url}/chat/${short}`, long: `${server.url}/chat/${long}` },
      size,
    );
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function* compare(
  browser: TestBrowser,
  urls: { short: string; long: string },
  size: BenchSize,
): AsyncGenerator<Figure> {
  const [short, long]: [Opened[], Opened[]] = [[], []];
  for (let round = 0; round < (size === "smoke" ? 2 : 9); round++) {
    short.push(await open(browser, urls.short));
    long.push(await open(browser, urls.long));
  }
  yield {
    name: "10,000 messages, first message painted",
    value: median(long.map(({ paintedMs }) => paintedMs)),
    unit: "ms",
    baseline: { name: "20 messages", value: median(short.map(({ paintedMs }) => paintedMs)) },
  };
  yield {
    name: "10,000 messages, elements on the page",
    value: Math.max(...long.map(({ elements }) => elements)),
    unit: "elements",
    baseline: { name: "20 messages", value: Math.max(...short.map(({ elements }) => elements)) },
    budget: enforced(atMost(5000)),
  };
}

interface Opened {
  paintedMs: number;
  elements: number;
}

async function open(browser: TestBrowser, url: string): Promise<Opened> {
  const { page } = await browser.open("about:blank");
  await page.addInitScript(() => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => {
      if (document.querySelector("article[data-message-id]")) performance.mark("bench:painted");
      else requestAnimationFrame(look);
    };
    const look = () => port1.postMessage(null);
    requestAnimationFrame(look);
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const opened = await page.evaluate(() => ({
    paintedMs: performance.getEntriesByName("bench:painted")[0]!.startTime,
    elements: document.querySelectorAll("*").length,
  }));
  await page.context().close();
  return opened;
}

/** The id of its session. */
function storeChat(path: string, messages: number): string {
  const db = openDatabase(path);
  try {
    for (const _ of generateChats(db, { sessions: 1, messages, seed: messages }));
    return db.get<{ id: string }>("select id from sessions where message_count = ?", messages)!.id;
  } finally {
    db.close();
  }
}
