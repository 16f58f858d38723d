/**
 * What happens by itself: the poll of Ollama and a sample of the machine's figures.
 *
 * Owns when, never what: Deno.cron from a minute up (whole minutes), a timer below it; while pages watch, what is
 * in memory is looked at more often. Runs never overlap, a failing one waits longer than a quiet one, and
 * after a sleep of the machine there is one run, not those that were missed.
 */
import { AppError, describeError } from "@/lib/errors.ts";
import type { Deps } from "@/lib/deps.ts";
import type { SchedulerStatus } from "@/lib/models/schedule.ts";
import { Repeat } from "./repeat.ts";

export interface Jobs {
  status(): SchedulerStatus;
  /** Breaks a run off; resolves when nothing of it is left. */
  stop(): Promise<void>;
}

export type JobDeps = Pick<Deps, "catalog" | "log" | "now"> & {
  env: { modelPollMs: number };
  ollama: { readonly baseUrl: string };
};

export interface Triggers {
  cron: (
    name: string,
    schedule: string,
    options: { signal: AbortSignal },
    run: () => Promise<void>,
  ) => Promise<void>;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
}

const watchMs = 10_000;
/** While Ollama is down a fast poll slows down to this; a slow one is slow enough. */
const slowestRetryMs = 15_000;

export function startJobs(deps: JobDeps, triggers: Triggers = realTriggers): Jobs {
  const { catalog, now } = deps;
  const intervalMs = deps.env.modelPollMs;
  const stopping = new AbortController();
  let lastRunAt: number | null = null;
  let lastError: string | null = null;
  /** The address that it is about. */
  let polled = "";
  let failures = 0;

  const poll = new Repeat({
    triggers,
    now,
    run: async () => {
      lastRunAt = now();
      polled = deps.ollama.baseUrl;
      lastError = await runPoll(deps, stopping.signal);
      failures = lastError === null ? 0 : failures + 1;
    },
    delayMs: () => Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, slowestRetryMs)),
  });
  const watch = new Repeat({
    triggers,
    now,
    run: () => lookAtMemory(deps, stopping.signal),
    delayMs: () => watchMs,
  });

  const cron = startPoll(poll, { intervalMs, triggers, signal: stopping.signal });
  catalog.onWatched((isWatched) => {
    if (!isWatched || intervalMs <= watchMs) watch.pause();
    else if (catalog.loadedAt() === null || now() - catalog.loadedAt()! >= watchMs) watch.runNow();
    else watch.resume();
  });

  const jobs: Jobs = {
    status: () => ({
      status: stopping.signal.aborted ? "stopped" : "running",
      interval_seconds: intervalMs / 1000,
      last_run_at: time(lastRunAt),
      next_run_at: stopping.signal.aborted ? null : time(nextRunAt(poll, { intervalMs, now })),
      last_error: polled === deps.ollama.baseUrl ? lastError : null,
    }),
    async stop() {
      stopping.abort(new AppError("shutdown", "The server is ending."));
      catalog.onWatched(() => {});
      await Promise.all([poll.stop(), watch.stop(), cron]);
    },
  };
  catalog.schedulerIs(() => jobs.status());
  return jobs;
}

const realTriggers: Triggers = {
  cron: (name, schedule, options, run) => Deno.cron(name, schedule, options, run),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** The first run is at once: nothing is known before it. Resolves when the cron has ended. */
function startPoll(
  poll: Repeat,
  { intervalMs, triggers, signal }: { intervalMs: number; triggers: Triggers; signal: AbortSignal },
): Promise<void> {
  if (intervalMs < 60_000) {
    poll.runNow();
    return Promise.resolve();
  }
  void poll.once();
  return triggers.cron("poll models", cronSchedule(intervalMs), { signal }, () => poll.once());
}

/** Whole minutes; from an hour up whole hours, from a day up daily. */
export function cronSchedule(intervalMs: number): string {
  const minutes = Math.round(intervalMs / 60_000);
  if (minutes <= 1) return "* * * * *";
  if (minutes < 60) return `*/${minutes} * * * *`;
  const hours = Math.round(minutes / 60);
  if (hours <= 1) return "0 * * * *";
  return hours < 24 ? `0 */${hours} * * *` : "0 0 * * *";
}

function nextRunAt(
  poll: Repeat,
  { intervalMs, now }: { intervalMs: number; now: () => number },
): number | null {
  if (intervalMs < 60_000) return poll.nextAt;
  return (Math.floor(now() / intervalMs) + 1) * intervalMs;
}

/** Returns what went wrong, or null. Catches everything: a cron whose handler throws is run again at once. */
async function runPoll({ catalog, log }: JobDeps, signal: AbortSignal): Promise<string | null> {
  const results = await Promise.allSettled([catalog.refresh(signal), catalog.monitor.sample(signal)]);
  const failed = results.filter((result) => result.status === "rejected").map((result) => result.reason);
  if (failed.length === 0 || signal.aborted) return null;
  for (const reason of failed) {
    if (!(reason instanceof AppError)) log.error("The poll failed: {reason}", { reason });
  }
  return describeError(failed[0]).message;
}

async function lookAtMemory({ catalog, log }: JobDeps, signal: AbortSignal): Promise<void> {
  try {
    await catalog.refreshLoaded(signal);
  } catch (error) {
    if (signal.aborted || error instanceof AppError) return; // it is in the catalog's health
    log.error("Cannot look at what is in memory: {error}", { error });
  }
}

function time(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
