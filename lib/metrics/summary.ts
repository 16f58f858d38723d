/** What the models have written so far: per model and per day. */
import type { Deps } from "@/lib/deps.ts";
import { type FiguresRow, selectFiguresByDay, selectFiguresByModel } from "@/lib/db/metrics_summary.ts";

export interface Figures {
  /** A model's name, or a day as `2026-11-24`. */
  name: string;
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
  tokens_per_second: number | null;
  time_to_first_token_ms: number | null;
}

export interface MetricsSummary {
  byModel: Figures[];
  byDay: Figures[];
}

const days = 30;

export function summariseMetrics({ db }: Pick<Deps, "db">): MetricsSummary {
  return {
    byModel: selectFiguresByModel(db).map((row) => toFigures(row.model, row)),
    byDay: selectFiguresByDay(db, days).map((row) => toFigures(row.day, row)),
  };
}

function toFigures(name: string, row: FiguresRow): Figures {
  return {
    name,
    replies: row.replies,
    prompt_tokens: row.prompt_tokens,
    completion_tokens: row.completion_tokens,
    tokens_per_second: row.timed_ms > 0 ? row.timed_tokens / row.timed_ms * 1000 : null,
    time_to_first_token_ms: row.average_first_token_ms,
  };
}
