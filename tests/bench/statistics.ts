/** The few numbers that stand for many. */

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `part` (0–1) of all lies. */
export function quantile(values: readonly number[], part: number): number {
  if (values.length === 0) throw new Error("There is nothing to take a quantile of.");
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
