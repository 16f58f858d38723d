/** The scale of a plot's upright axis: round steps that hold the largest value. */
export interface Axis {
  top: number;
  ticks: number[];
}

export function axisFor(largest: number, most = 4): Axis {
  const rough = Math.max(largest, 1e-9) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.9999)!;
  const count = Math.max(1, Math.ceil(largest / step - 1e-9));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
