/** Figures as JSON lines, as a table, and as the files in docs/. */
import { type Figure, isWithin } from "./bench.ts";

export interface Result {
  bench: string;
  figure: Figure;
}

/** What docs/benchmarks.json holds. */
export interface Report {
  machine: Machine;
  runs: BenchRun[];
}

export interface Machine {
  cpu: string;
  cores: number;
  memory_gb: number;
  deno: string;
}

export interface BenchRun {
  bench: string;
  measured_at: string;
  /** One-minute load averages before and after. */
  load: [number, number];
  figures: Figure[];
}

export function toJsonLine({ bench, figure }: Result): string {
  const { name, value, unit, baseline, budget } = figure;
  return JSON.stringify({
    bench,
    figure: name,
    value: round(value),
    unit,
    ...(baseline && {
      baseline: baseline.name,
      baseline_value: round(baseline.value),
      ...(baseline.value !== 0 && { ratio: round(value / baseline.value) }),
    }),
    ...(budget && { budget: `${budget.kind} ${budget.limit}`, within: isWithin(figure, budget) }),
  });
}

/** Markdown. */
export function toTable(results: readonly Result[]): string {
  const lines = results.map(({ bench, figure }) => {
    const { name, value, unit, baseline, budget } = figure;
    const beside = baseline ? `${format(baseline.value)} (${baseline.name})` : "";
    const limit = budget ? `${budget.kind} ${format(budget.limit)}` : "";
    const verdict = budget ? (isWithin(figure, budget) ? "kept" : "**missed**") : "";
    return `| ${bench} | ${name} | ${format(value)} ${unit} | ${beside} | ${limit} | ${verdict} |`;
  });
  return [
    "| bench | figure | value | beside it | budget | |",
    "| --- | --- | ---: | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}

/** Those that fail the run. */
export function enforcedMisses(results: readonly Result[]): Result[] {
  return results.filter(({ figure }) => figure.budget?.isEnforced && !isWithin(figure, figure.budget));
}

/** The runs of a former report that were not made anew stay, all in the order given. */
export function mergeRuns(
  former: readonly BenchRun[],
  made: readonly BenchRun[],
  order: readonly string[],
): BenchRun[] {
  return order.flatMap((name) =>
    made.find(({ bench }) => bench === name) ?? former.find(({ bench }) => bench === name) ?? []
  );
}

export function toJson({ machine, runs }: Report): string {
  const rounded = runs.map(({ figures, ...head }) => ({
    ...head,
    figures: figures.map((figure) => ({ ...figure, value: round(figure.value) })),
  }));
  return `${JSON.stringify({ machine, runs: rounded }, null, 2)}\n`;
}

/** The page with another table between its marks. */
export function putTable(page: string, { machine, runs }: Report): string {
  const [before, rest] = page.split(tableBegins);
  const after = rest?.split(tableEnds)[1];
  if (after === undefined) throw new Error(`The page lacks ${tableBegins} and ${tableEnds}.`);
  const { cpu, cores, memory_gb, deno } = machine;
  const place = `Deno ${deno} on ${cores} × ${cpu}, ${memory_gb} GB of memory.`;
  const times = runs.map(({ bench, measured_at, load }) =>
    `- ${bench}: ${measured_at.slice(0, 16).replace("T", " ")} UTC, load ${load[0]} before and ${
      load[1]
    } after`
  );
  const results = runs.flatMap(({ bench, figures }) => figures.map((figure) => ({ bench, figure })));
  const parts = [place, times.join("\n"), toTable(results)].join("\n\n");
  return `${before}${tableBegins}\n${parts}${tableEnds}${after}`;
}

const tableBegins = "<!-- bench -->";
const tableEnds = "<!-- /bench -->";

function format(value: number): string {
  return round(value).toLocaleString("en", { maximumFractionDigits: 3 });
}

/** Four digits say all that such figures know. */
function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}
