/** What the product adds to the way of a token: to the first one, and to each at 100 tokens a second. */
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { startProgram } from "./programs.ts";
import { askDirectly, type Asked, askServer, delaysOf, firstTokenMs, type Heard } from "./reply_client.ts";
import { openStage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

export const relayDelay: Bench = {
  name: "relay-delay",
  about: "Time added to the first token, and to each token at 100 tokens/s, against a direct connection.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  await using stage = await openStage();
  await using bare = await startProgram("bare_relay", stage.guide.url);
  const ways: Ways = {
    direct: (asked) => askDirectly(stage.guide.url, asked),
    bare: (asked) => askDirectly(bare.url, asked),
    product: (asked) => askServer(stage.server.url, asked),
  };
  yield* measureFirstToken(ways, size === "smoke" ? 3 : 40);
  yield* measureEachToken(ways, size === "smoke" ? { rounds: 1, tokens: 50 } : { rounds: 20, tokens: 250 });
}

type Way = "direct" | "bare" | "product";
type Ways = Record<Way, (asked: Asked) => Promise<Heard>>;
type Samples<T> = Record<Way, T[]>;

const order: readonly Way[] = ["direct", "bare", "product"];

async function* measureFirstToken(ways: Ways, rounds: number): AsyncGenerator<Figure> {
  const ask = async (way: Way) => firstTokenMs(await ways[way]({ model: "words-full", tokens: 1 }));
  await takeTurns(ask, 2); // compiled and warm
  const samples = await takeTurns(ask, rounds);
  for (const part of [0.5, 0.95]) {
    yield added(`first token, added, p${part * 100}`, samples, (times) => quantile(times, part));
  }
}

/** All ways at the same moments: what the machine is busy with meets them alike. */
async function* measureEachToken(
  ways: Ways,
  { rounds, tokens }: { rounds: number; tokens: number },
): AsyncGenerator<Figure> {
  const samples: Samples<number[]> = { direct: [], bare: [], product: [] };
  for (let round = 0; round < rounds; round++) {
    await Promise.all(order.map(async (way) => {
      samples[way].push(delaysOf(await ways[way]({ model: "clock-100", tokens })));
    }));
  }
  const limits = new Map([[0.5, 1], [0.99, 5]]);
  for (const part of [0.5, 0.95, 0.99]) {
    const limit = limits.get(part);
    const middle = (delays: number[][]) => median(delays.map((round) => quantile(round, part)));
    yield {
      ...added(`each token at 100/s, added, p${part * 100}`, samples, middle),
      ...(limit !== undefined && { budget: atMost(limit) }),
    };
  }
}

async function takeTurns<T>(ask: (way: Way) => Promise<T>, rounds: number): Promise<Samples<T>> {
  const samples: Samples<T> = { direct: [], bare: [], product: [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of order) samples[way].push(await ask(way));
  }
  return samples;
}

/** To a direct connection; beside it what a bare relay adds on the same machine under the same load. */
function added<T>(name: string, samples: Samples<T>, take: (samples: T[]) => number): Figure {
  const direct = take(samples.direct);
  return {
    name,
    value: take(samples.product) - direct,
    unit: "ms",
    baseline: { name: "a bare relay adds", value: take(samples.bare) - direct },
  };
}
