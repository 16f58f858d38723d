/** Many replies at once at 50 tokens a second each: what each token waits, and what the server needs. */
import { atMost, type Bench, type BenchSize, type Figure } from "./bench.ts";
import { cpuMs, residentMB } from "./process_use.ts";
import type { Program } from "./programs.ts";
import { askDirectly, type Asked, askServer, delaysOf, type Heard } from "./reply_client.ts";
import { openStage } from "./stage.ts";
import { median, quantile } from "./statistics.ts";

export const relayStreams: Bench = {
  name: "relay-streams",
  about: "1, 20 and 200 replies at once at 50 tokens/s: added delay, CPU time and memory of the server.",
  run: measure,
};

async function* measure(size: BenchSize): AsyncGenerator<Figure> {
  await using stage = await openStage();
  const idleMB = residentMB(stage.server.pid);
  const rounds = size === "smoke" ? 1 : 5;
  const asked: Asked = { model: "clock-50", tokens: size === "smoke" ? 25 : 250 };
  for (const streams of size === "smoke" ? [1, 20] : [1, 20, 200]) {
    const direct: Sample[] = [];
    const relayed: Sample[] = [];
    for (let round = 0; round < rounds; round++) {
      direct.push(await measureOnce(streams, asked, () => askDirectly(stage.guide.url, asked), stage.guide));
      relayed.push(await measureOnce(streams, asked, () => askServer(stage.server.url, asked), stage.server));
    }
    yield* compare(streams, direct, relayed);
  }
  yield {
    name: "memory after all of them",
    value: residentMB(stage.server.pid),
    unit: "MB",
    baseline: { name: "before them", value: idleMB },
  };
}

interface Sample {
  p50: number;
  p99: number;
  /** Seconds. */
  cpuPerMillion: number;
}

async function measureOnce(
  streams: number,
  { tokens }: Asked,
  ask: () => Promise<Heard>,
  { pid }: Pick<Program, "pid">,
): Promise<Sample> {
  const before = cpuMs(pid);
  const heard = await Promise.all(Array.from({ length: streams }, ask));
  const delays = heard.flatMap(delaysOf);
  return {
    p50: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    cpuPerMillion: (cpuMs(pid) - before) / 1000 / (streams * tokens) * 1e6,
  };
}

function* compare(streams: number, direct: Sample[], relayed: Sample[]): Generator<Figure> {
  const title = streams === 1 ? "1 stream" : `${streams} streams`;
  for (const part of ["p50", "p99"] as const) {
    const [base, value] = [direct, relayed].map((samples) => median(samples.map((sample) => sample[part])));
    yield {
      name: `${title}, added to each token, ${part}`,
      value: value! - base!,
      unit: "ms",
      baseline: { name: "direct", value: base! },
      ...(streams === 200 && part === "p99" && { budget: atMost(50) }),
    };
  }
  yield {
    name: `${title}, server CPU per million tokens`,
    value: median(relayed.map((sample) => sample.cpuPerMillion)),
    unit: "s",
    baseline: { name: "the Guide's", value: median(direct.map((sample) => sample.cpuPerMillion)) },
  };
}
