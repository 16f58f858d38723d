/** Work that must not overlap itself, but must begin after each call that asked for it. */

/** Calls during a run share the one run that follows it; calls before that has begun join it. */
export function oneAtATime<T>(
  work: (signal?: AbortSignal) => Promise<T>,
): (signal?: AbortSignal) => Promise<T> {
  let running: Promise<T> | undefined;
  let following: Promise<T> | undefined;

  const start = (signal?: AbortSignal): Promise<T> => {
    following = undefined;
    // In a later tick: work that asks for itself finds itself running.
    const run = Promise.resolve().then(() => work(signal)).finally(() => {
      if (running === run) running = undefined;
    });
    return running = run;
  };
  return (signal) => {
    if (!running) return start(signal);
    return following ??= running.then(() => start(signal), () => start(signal));
  };
}
