/** Milliseconds since the epoch with fractions: the same clock in every process of the machine. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}
