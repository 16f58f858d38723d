/** What a benchmark is: figures, each beside what it is compared with and what it may cost. */

export interface Bench {
  name: string;
  /** One sentence for the list of benchmarks. */
  about: string;
  run: (size: BenchSize) => AsyncIterable<Figure>;
}

/** `smoke`: a few rounds, to see that it works and that steady budgets hold. */
export type BenchSize = "smoke" | "full";

export interface Figure {
  name: string;
  value: number;
  unit: Unit;
  /** Measured in the same run, in turns with the value. */
  baseline?: { name: string; value: number };
  budget?: Budget;
}

export type Unit = "ms" | "µs" | "s" | "tokens/s" | "bytes" | "MB" | "elements" | "×";

export interface Budget {
  limit: number;
  kind: "at most" | "at least";
  /** Steady enough on any machine to fail the run; the others are only marked as missed. */
  isEnforced: boolean;
}

export function atMost(limit: number): Budget {
  return { limit, kind: "at most", isEnforced: false };
}

export function atLeast(limit: number): Budget {
  return { limit, kind: "at least", isEnforced: false };
}

export function enforced(budget: Budget): Budget {
  return { ...budget, isEnforced: true };
}

export function isWithin({ value }: Figure, { limit, kind }: Budget): boolean {
  return kind === "at most" ? value <= limit : value >= limit;
}

/** The same figure with a budget so many times narrower. */
export function tightened(figure: Figure, times: number): Figure {
  const { budget } = figure;
  if (!budget) return figure;
  const limit = budget.kind === "at most" ? budget.limit / times : budget.limit * times;
  return { ...figure, budget: { ...budget, limit } };
}
