/** The machine's figures of the last hour or day, as the models page draws them. */
import type { Deps } from "@/lib/deps.ts";
import type { SystemHistory } from "@/lib/models/system.ts";

export interface SystemPlots {
  span: Span;
  /** Of the whole plot, in ms since 1970. */
  from: number;
  to: number;
  /** Points further apart than this (ms) are not joined: nothing was measured between them. */
  gapMs: number;
  /** Those of which nothing is known are left out. */
  plots: SystemPlot[];
}

export type Span = "hour" | "day";

export interface SystemPlot {
  /** `memory` and `gpu_memory` are bytes, the others percent. */
  kind: "cpu" | "memory" | "gpu" | "gpu_memory";
  /** Counted from 1 where there are several GPUs, else null. */
  gpu: number | null;
  /** The GPU's. */
  name?: string;
  points: { at: number; value: number }[];
  /** The most that can be. */
  top: number;
}

const spanMs: Record<Span, number> = { hour: 3_600_000, day: 86_400_000 };
const pointsInPlot = 60;
const mostGpus = 8;

export function systemPlots({ catalog, now }: Deps, search: URLSearchParams): SystemPlots {
  const span = search.get("span") === "day" ? "day" : "hour";
  const stepMs = spanMs[span] / pointsInPlot;
  const to = now();
  const from = to - spanMs[span];
  const history = catalog.monitor.history(from, stepMs);
  return {
    span,
    from,
    to,
    gapMs: Math.max(2 * stepMs, 2.5 * catalog.scheduler().interval_seconds * 1000),
    plots: [...machinePlots(history), ...gpuPlots(history)].filter(({ points }) => points.length > 1),
  };
}

function machinePlots({ machine }: SystemHistory): SystemPlot[] {
  return [
    { kind: "cpu", gpu: null, points: known(machine, "cpu_percent"), top: 100 },
    {
      kind: "memory",
      gpu: null,
      points: known(machine, "memory_used_bytes"),
      top: largest(machine, "memory_total_bytes"),
    },
  ];
}

function gpuPlots({ gpus }: SystemHistory): SystemPlot[] {
  const byPlace = [...Map.groupBy(gpus, ({ place }) => place).values()].slice(0, mostGpus);
  return byPlace.flatMap((rows, index): SystemPlot[] => {
    const of = { gpu: byPlace.length === 1 ? null : index + 1, name: rows.at(-1)!.name };
    return [
      { kind: "gpu", ...of, points: known(rows, "utilization_percent"), top: 100 },
      {
        kind: "gpu_memory",
        ...of,
        points: known(rows, "memory_used_bytes"),
        top: largest(rows, "memory_total_bytes"),
      },
    ];
  });
}

type Figures<Key extends string> = { at: number } & Record<Key, number | null>;

function known<Key extends string>(rows: Figures<Key>[], key: Key): SystemPlot["points"] {
  return rows.flatMap((row) => row[key] === null ? [] : [{ at: row.at, value: row[key] }]);
}

function largest<Key extends string>(rows: Figures<Key>[], key: Key): number {
  return Math.max(1, ...rows.map((row) => row[key] ?? 0));
}
