/** How fast one reply can pass through, and what it costs the server. */
import { atLeast, atMost, type Bench, type BenchSize, enforced, type Figure } from "./bench.ts";
import { cpuMs } from "./process_use.ts";
import { startProgram } from "./programs.ts";
import { askDirectly, type Asked, askServer, type Heard } from "./reply_client.ts";
import { openStage } from "./stage.ts";
import { median } from "./statistics.ts";

export const relayThroughput: Bench = {
  name: "relay-throughput",
  about: "One reply as fast as possible, and the server's CPU time for it, against a bare relay of bytes.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  await using stage = await openStage();
  await using bare = await startProgram("bare_relay", stage.guide.url);
  const [rounds, tokens] = size === "smoke" ? [2, 20_000] : [7, 100_000];
  const asked = { model: "words-full", tokens } as const;
  const ways: Way[] = [
    { ask: () => askDirectly(stage.guide.url, asked), pid: stage.guide.pid },
    { ask: () => askDirectly(bare.url, asked), pid: bare.pid },
    { ask: () => askServer(stage.server.url, asked), pid: stage.server.pid },
  ];
  for (const way of ways) await measureOnce(way, asked); // compiled and warm
  const samples = ways.map((): Sample[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, way] of ways.entries()) samples[index]!.push(await measureOnce(way, asked));
  }
  const [direct, relay, product] = samples.map(medians);
  yield {
    name: "one stream at full speed",
    value: product!.tokensPerSecond,
    unit: "tokens/s",
    baseline: { name: "direct", value: direct!.tokensPerSecond },
    budget: atLeast(20_000),
  };
  yield {
    name: "server CPU per million tokens",
    value: product!.cpuPerMillion,
    unit: "s",
    baseline: { name: "bare relay", value: relay!.cpuPerMillion },
  };
  yield {
    name: "server CPU as a multiple of a bare relay's",
    value: product!.cpuPerMillion / relay!.cpuPerMillion,
    unit: "×",
    budget: enforced(atMost(8)),
  };
}

interface Way {
  ask: () => Promise<Heard>;
  /** Whose CPU time counts. */
  pid: number;
}

interface Sample {
  tokensPerSecond: number;
  /** Seconds. */
  cpuPerMillion: number;
}

async function measureOnce({ ask, pid }: Way, { tokens }: Asked): Promise<Sample> {
  const before = cpuMs(pid);
  const { pieces, endedAt } = await ask();
  const seconds = (endedAt - pieces[0]!.at) / 1000;
  return {
    tokensPerSecond: tokens / seconds,
    cpuPerMillion: (cpuMs(pid) - before) / 1000 / tokens * 1e6,
  };
}

function medians(samples: Sample[]): Sample {
  return {
    tokensPerSecond: median(samples.map((sample) => sample.tokensPerSecond)),
    cpuPerMillion: median(samples.map((sample) => sample.cpuPerMillion)),
  };
}
