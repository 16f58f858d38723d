/** Table `model_stats`: what loading, reading and writing cost a model so far. */
import type { Database } from "./database.ts";

export interface ModelStatsRow {
  key: string;
  load_ms: number | null;
  loads: number;
  prompt_ms_per_token: number | null;
  prompts: number;
  eval_ms_per_token: number | null;
  replies: number;
  updated_at: number;
}

export function selectModelStats(db: Database, key: string): ModelStatsRow | undefined {
  return db.get<ModelStatsRow>("select * from model_stats where key = ?", key);
}

export function upsertModelStats(db: Database, row: ModelStatsRow): void {
  db.run(
    `insert into model_stats (key, load_ms, loads, prompt_ms_per_token, prompts, eval_ms_per_token, replies,
       updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (key) do update set load_ms = excluded.load_ms, loads = excluded.loads,
       prompt_ms_per_token = excluded.prompt_ms_per_token, prompts = excluded.prompts,
       eval_ms_per_token = excluded.eval_ms_per_token, replies = excluded.replies,
       updated_at = excluded.updated_at`,
    row.key,
    row.load_ms,
    row.loads,
    row.prompt_ms_per_token,
    row.prompts,
    row.eval_ms_per_token,
    row.replies,
    row.updated_at,
  );
}
