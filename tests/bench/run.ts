/**
 * The `bench` task: `deno task bench [--smoke] [--write] [--tighten=N] [name…]`.
 *
 * stdout gets one line of JSON for each figure as it comes and a table at the end. `--write` puts them into
 * docs/benchmarks.json and docs/benchmarks.md, in the place of former ones of the same benchmarks. Exit code 1 when
 * an enforced budget is missed; `--tighten` makes all budgets so many times narrower, to see that they can be missed.
 */
import { type Bench, type BenchSize, type Figure, tightened } from "./bench.ts";
import { drawing } from "./drawing.ts";
import { imports } from "./import.ts";
import { library } from "./library.ts";
import { longChat } from "./long_chat.ts";
import { paintPages } from "./paint_pages.ts";
import { painting } from "./painting.ts";
import { relayDelay } from "./relay_delay.ts";
import { relayStreams } from "./relay_streams.ts";
import { relayThroughput } from "./relay_throughput.ts";
import {
  type BenchRun,
  enforcedMisses,
  type Machine,
  mergeRuns,
  putTable,
  type Report,
  toJson,
  toJsonLine,
  toTable,
} from "./report.ts";
import { search } from "./search.ts";
import { start } from "./start.ts";
import { storage } from "./storage.ts";
import { weight } from "./weight.ts";

const benches: readonly Bench[] = [
  relayDelay,
  relayThroughput,
  relayStreams,
  storage,
  start,
  weight,
  drawing,
  painting,
  paintPages,
  longChat,
  library,
  imports,
  search,
];

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  const { flags, tighten, chosen, unknown } = readArgs(args);
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(" ")}\n\n${usage()}`);
    return 2;
  }
  const runs: BenchRun[] = [];
  for (const bench of chosen) {
    console.error(`# ${bench.name}: ${bench.about}`);
    runs.push(await runBench(bench, { size: flags.has("--smoke") ? "smoke" : "full", tighten }));
  }
  const results = runs.flatMap(({ bench, figures }) => figures.map((figure) => ({ bench, figure })));
  console.log(`\n${toTable(results)}`);
  if (flags.has("--write")) write(runs);
  const missed = enforcedMisses(results);
  for (const { bench, figure } of missed) console.error(`Budget missed: ${bench}, ${figure.name}`);
  return missed.length === 0 ? 0 : 1;
}

async function runBench(
  bench: Bench,
  { size, tighten }: { size: BenchSize; tighten: number },
): Promise<BenchRun> {
  const begin = { measured_at: new Date().toISOString(), load: load() };
  const figures: Figure[] = [];
  for await (const measured of bench.run(size)) {
    const figure = tightened(measured, tighten);
    console.log(toJsonLine({ bench: bench.name, figure }));
    figures.push(figure);
  }
  return { bench: bench.name, measured_at: begin.measured_at, load: [begin.load, load()], figures };
}

function readArgs(args: string[]) {
  const tighten = args.find((arg) => /^--tighten=\d+$/.test(arg));
  const flags = new Set(args.filter((arg) => arg.startsWith("--") && arg !== tighten));
  const names = args.filter((arg) => !arg.startsWith("--"));
  return {
    flags,
    tighten: Number(tighten?.split("=")[1] ?? 1),
    chosen: benches.filter(({ name }) => names.length === 0 || names.includes(name)),
    unknown: [
      ...flags.difference(new Set(["--smoke", "--write"])),
      ...names.filter((name) => !benches.some((bench) => bench.name === name)),
    ],
  };
}

function usage(): string {
  const list = benches.map(({ name, about }) => `  ${name.padEnd(18)}${about}`).join("\n");
  return `deno task bench [--smoke] [--write] [--tighten=N] [name…]\n\n${list}`;
}

function write(made: BenchRun[]): void {
  const docs = new URL("../../docs/", import.meta.url).pathname;
  const report = {
    machine: describeMachine(),
    runs: mergeRuns(formerRuns(`${docs}benchmarks.json`), made, benches.map(({ name }) => name)),
  };
  Deno.writeTextFileSync(`${docs}benchmarks.json`, toJson(report));
  const page = Deno.readTextFileSync(`${docs}benchmarks.md`);
  Deno.writeTextFileSync(`${docs}benchmarks.md`, putTable(page, report));
}

function formerRuns(path: string): BenchRun[] {
  try {
    return (JSON.parse(Deno.readTextFileSync(path)) as Report).runs;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function describeMachine(): Machine {
  const cpuLine = /^model name\s*: (.*)$/m.exec(Deno.readTextFileSync("/proc/cpuinfo"));
  return {
    cpu: cpuLine?.[1] ?? Deno.build.arch,
    cores: navigator.hardwareConcurrency,
    memory_gb: Math.round(Deno.systemMemoryInfo().total / 1e9),
    deno: Deno.version.deno,
  };
}

function load(): number {
  return Math.round(Deno.loadavg()[0]! * 10) / 10;
}
