/** From the command to the first page of the built server, and what it holds in memory when nobody asks. */
import { startServer, type TestServer } from "@/tests/helpers/server.ts";
import { atMost, type Bench, type BenchSize, enforced, type Figure } from "./bench.ts";
import { cpuMs, residentMB } from "./process_use.ts";
import { startProgram } from "./programs.ts";
import { setUp } from "./stage.ts";
import { median } from "./statistics.ts";

export const start: Bench = {
  name: "start",
  about:
    "The built server from the command to its first page, and its idle memory, against an empty Deno.serve.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  const dataDir = await Deno.makeTempDir({ prefix: "chat-webui-bench-" });
  try {
    await using guide = await startProgram("guide");
    await using first = await startServer({ ...quiet, dataDir });
    await setUp(first.url, guide.url);
    await first.stop();
    const [products, empties]: [Sample[], Sample[]] = [[], []];
    for (let round = 0; round < (size === "smoke" ? 3 : 15); round++) {
      empties.push(await measureStart(() => startProgram("empty_server"), "/"));
      products.push(await measureStart(() => startServer({ ...quiet, dataDir }), "/chat"));
    }
    yield* compare(products, empties);
    yield* measureIdle(dataDir, size === "smoke" ? 1000 : 20_000);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

const quiet = { env: { OLLAMA_BIN: "", LOG_LEVEL: "error" } };

interface Sample {
  /** Wall clock to the end of the first page. */
  pageMs: number;
  cpuMs: number;
}

type Started = Pick<TestServer, "url" | "pid"> & AsyncDisposable;

async function measureStart(startIt: () => Promise<Started>, path: string): Promise<Sample> {
  const begun = performance.now();
  await using started = await startIt();
  await readPage(started.url + path);
  return { pageMs: performance.now() - begun, cpuMs: cpuMs(started.pid) };
}

function* compare(products: Sample[], empties: Sample[]): Generator<Figure> {
  const [product, empty] = [products, empties].map((samples) => ({
    pageMs: median(samples.map((sample) => sample.pageMs)),
    cpuMs: median(samples.map((sample) => sample.cpuMs)),
  }));
  const name = "an empty Deno.serve";
  yield {
    name: "start to first page",
    value: product!.pageMs,
    unit: "ms",
    baseline: { name, value: empty!.pageMs },
    budget: atMost(300),
  };
  yield {
    name: "CPU time to first page",
    value: product!.cpuMs,
    unit: "ms",
    baseline: { name, value: empty!.cpuMs },
  };
  yield {
    name: "start as a multiple of an empty Deno.serve's",
    value: product!.pageMs / empty!.pageMs,
    unit: "×",
    budget: enforced(atMost(20)),
  };
}

/** After a page was served, once what the start left behind has been collected. */
async function* measureIdle(dataDir: string, restMs: number): AsyncGenerator<Figure> {
  await using server = await startServer({ ...quiet, dataDir });
  await using empty = await startProgram("empty_server");
  await Promise.all([readPage(`${server.url}/chat`), readPage(empty.url)]);
  await new Promise((resolve) => setTimeout(resolve, restMs));
  yield {
    name: "idle memory",
    value: residentMB(server.pid),
    unit: "MB",
    baseline: { name: "an empty Deno.serve", value: residentMB(empty.pid) },
    budget: enforced(atMost(100)),
  };
}

async function readPage(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (response.redirected || !response.ok) {
    throw new Error(`${url} answered ${response.status} ${response.url}`);
  }
}
