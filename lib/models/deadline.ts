/** Work with an end in time, or when one of the given signals says so. The timer never outlives the work. */
export async function withDeadline<T>(
  ms: number,
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const timer = setTimeout(
    () => ending.abort(new DOMException(`no answer within ${ms / 1000} s`, "TimeoutError")),
    ms,
  );
  const leave = (event: Event) => ending.abort((event.target as AbortSignal).reason);
  const given = signals.filter((signal) => signal !== undefined);
  for (const signal of given) {
    if (signal.aborted) ending.abort(signal.reason);
    signal.addEventListener("abort", leave);
  }
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    for (const signal of given) signal.removeEventListener("abort", leave);
  }
}

/** Whether so long has gone by since then, or it never was. When the clock stepped, it has: nothing waits for years. */
export function isAfter(ms: number, since: number | undefined, now: number): boolean {
  return since === undefined || now < since || now - since >= ms;
}
