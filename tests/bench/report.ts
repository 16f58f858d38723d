/** Figures as JSON lines, as a table, and as the files in docs/. */
import { type Figure, isWithin } from "./bench.ts";

export interface Result {
  bench: string;
  figure: Figure;
}

export interface Machine {
  cpu: string;
  cores: number;
  memory_gb: number;
  deno: string;
  /** One-minute load averages before and after the run. */
  load: [number, number];
}

export interface Run {
  measured_at: string;
  machine: Machine;
  results: Result[];
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

export function toJson({ measured_at, machine, results }: Run): string {
  const figures = results.map((result) => `    ${toJsonLine(result)}`).join(",\n");
  const head = JSON.stringify({ measured_at, machine }, null, 2).slice(0, -2);
  return `${head},\n  "figures": [\n${figures}\n  ]\n}\n`;
}

/** The page with another table between its marks. */
export function putTable(page: string, { measured_at, machine, results }: Run): string {
  const { cpu, cores, memory_gb, deno, load } = machine;
  const caption = `Measured ${measured_at.slice(0, 10)} with Deno ${deno} on ${cores} × ${cpu}, ` +
    `${memory_gb} GB of memory, load ${load[0]} before and ${load[1]} after the run.`;
  const [before, rest] = page.split(tableBegins);
  const after = rest?.split(tableEnds)[1];
  if (after === undefined) throw new Error(`The page lacks ${tableBegins} and ${tableEnds}.`);
  return `${before}${tableBegins}\n${caption}\n\n${toTable(results)}${tableEnds}${after}`;
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
