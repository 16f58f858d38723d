/** What the models have written lately: per model, per day, and per model and day. */
import { type AllReplies, type ReplyCost, selectReplyCosts, sumReplies } from "@/lib/db/metrics_summary.ts";
import type { Deps } from "@/lib/deps.ts";

export interface Figures {
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
  /** Medians; null where nothing was measured. */
  tokens_per_second: number | null;
  time_to_first_token_ms: number | null;
  /** Of replies that had to wait for the model to be loaded. */
  load_ms: number | null;
  loads: number;
}

export interface NamedFigures extends Figures {
  /** A model's name, or a day as `2026-11-24`. */
  name: string;
}

export interface ModelFigures extends NamedFigures {
  /** Of each of `days`; null when it wrote nothing. */
  byDay: (Figures | null)[];
}

export interface MetricsSummary {
  /** Since the first reply. */
  all: AllReplies;
  /** Oldest first, without gaps, today last. */
  days: string[];
  /** The one that wrote most first. */
  byModel: ModelFigures[];
  /** Newest first, only those with replies. */
  byDay: NamedFigures[];
}

const daysShown = 30;
const newestShown = 50_000;
const fewestDays = 14;
/** Below this nothing was loaded: the model was in memory. */
const loadedAlreadyMs = 200;

/** With other work in between: a million messages take a while. */
export async function summariseMetrics({ db, now }: Pick<Deps, "db" | "now">): Promise<MetricsSummary> {
  const calendar = lastDays(now(), daysShown);
  const since = startOf(calendar[0]!);
  const costs = (await inTurns(selectReplyCosts(db, { since, newest: newestShown }))).flat();
  const byDay = Map.groupBy(costs, ({ day }) => day);
  const first = Math.min(
    calendar.length - fewestDays,
    ...[...byDay.keys()].map((day) => calendar.indexOf(day)),
  );
  const days = calendar.slice(Math.max(0, first));
  const byModel = [...Map.groupBy(costs, ({ model }) => model ?? "")].map(([name, costs]) => {
    const ofDay = Map.groupBy(costs, ({ day }) => day);
    return {
      name,
      ...sumUp(costs),
      byDay: days.map((day) => ofDay.has(day) ? sumUp(ofDay.get(day)!) : null),
    };
  });
  return {
    all: addUp(await inTurns(sumReplies(db))),
    days,
    byModel: byModel.toSorted((a, b) => b.completion_tokens - a.completion_tokens),
    byDay: [...byDay].map(([name, costs]) => ({ name, ...sumUp(costs) }))
      .toSorted((a, b) => b.name.localeCompare(a.name)),
  };
}

async function inTurns<Part>(parts: Iterable<Part>): Promise<Part[]> {
  const all: Part[] = [];
  for (const part of parts) {
    all.push(part);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return all;
}

function addUp(parts: AllReplies[]): AllReplies {
  return parts.reduce((sum, part) => ({
    replies: sum.replies + part.replies,
    prompt_tokens: sum.prompt_tokens + part.prompt_tokens,
    completion_tokens: sum.completion_tokens + part.completion_tokens,
  }));
}

function sumUp(costs: ReplyCost[]): Figures {
  const loads = costs.flatMap(({ load_ms }) =>
    load_ms !== null && load_ms >= loadedAlreadyMs ? [load_ms] : []
  );
  return {
    replies: costs.length,
    prompt_tokens: costs.reduce((sum, { prompt_tokens }) => sum + (prompt_tokens ?? 0), 0),
    completion_tokens: costs.reduce((sum, { completion_tokens }) => sum + (completion_tokens ?? 0), 0),
    tokens_per_second: median(
      costs.flatMap(({ completion_tokens, eval_ms }) =>
        completion_tokens && eval_ms ? [completion_tokens / eval_ms * 1000] : []
      ),
    ),
    time_to_first_token_ms: median(
      costs.flatMap(({ time_to_first_token_ms: ms }) => ms === null ? [] : [ms]),
    ),
    load_ms: median(loads),
    loads: loads.length,
  };
}

export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Of the machine's time zone, as SQLite writes them. */
function lastDays(now: number, count: number): string[] {
  const today = new Date(now);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - index));
    const parts = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0"));
    return [day.getFullYear(), ...parts].join("-");
  });
}

function startOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}
