/**
 * Brings the index up to date after a start: what a crash or an older version left undone goes in a little at a time,
 * most of the time being left to everything else. A search that needs it sooner does not wait for this.
 */
import type { Deps } from "@/lib/deps.ts";
import { indexBacklog } from "./index_messages.ts";

export interface CatchUpOptions {
  /** A start has more urgent things to do. */
  afterMs?: number;
  pauseMs?: number;
}

/** Ends by itself when nothing is left; `stop()` resolves when no more is written. */
export function startCatchingUp(
  { db, log }: Pick<Deps, "db" | "log">,
  { afterMs = 2000, pauseMs = 25 }: CatchUpOptions = {},
): { ended: Promise<void>; stop(): Promise<void> } {
  const stopping = new AbortController();
  const run = async () => {
    await pause(afterMs, stopping.signal);
    while (!stopping.signal.aborted && indexBacklog(db)) await pause(pauseMs, stopping.signal);
  };
  const ended = run().catch((error) => log.error("cannot bring the search index up to date", { error }));
  return {
    ended,
    stop() {
      stopping.abort();
      return ended;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      resolve();
    }, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
