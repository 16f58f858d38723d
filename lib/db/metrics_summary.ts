/** Sums over table `metrics`: per model and per day. */
import type { Database } from "./database.ts";

export interface FiguresRow {
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
  /** Only of replies that have both a count and a time. */
  timed_tokens: number;
  timed_ms: number;
  average_first_token_ms: number | null;
}

const figures = `
  count(*) as replies,
  coalesce(sum(x.prompt_tokens), 0) as prompt_tokens,
  coalesce(sum(x.completion_tokens), 0) as completion_tokens,
  coalesce(sum(case when x.eval_ms > 0 then x.completion_tokens end), 0) as timed_tokens,
  coalesce(sum(case when x.completion_tokens > 0 then x.eval_ms end), 0) as timed_ms,
  avg(x.time_to_first_token_ms) as average_first_token_ms`;

/** The one that wrote most first. */
export function selectFiguresByModel(db: Database): (FiguresRow & { model: string })[] {
  return db.all(
    `select coalesce(m.model, '') as model, ${figures}
     from metrics x join messages m on m.id = x.message_id
     group by 1 order by completion_tokens desc`,
  );
}

/** Newest first; days of the machine's time zone, as `2026-11-24`. */
export function selectFiguresByDay(db: Database, limit: number): (FiguresRow & { day: string })[] {
  return db.all(
    `select date(m.created_at / 1000, 'unixepoch', 'localtime') as day, ${figures}
     from metrics x join messages m on m.id = x.message_id
     group by 1 order by 1 desc limit ?`,
    limit,
  );
}
