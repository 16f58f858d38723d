/** Table `metrics`: the figures of a reply. Durations in milliseconds. */
import type { Database } from "./database.ts";

export interface MetricsRow {
  message_id: string;
  prompt_tokens: number | null;
  completion_tokens: number | null;
  time_to_first_token_ms: number | null;
  load_ms: number | null;
  prompt_eval_ms: number | null;
  eval_ms: number | null;
  total_ms: number | null;
  done_reason: string | null;
  context_window: number | null;
  context_used: number | null;
  truncated: number | null;
}

export function upsertMetrics(db: Database, row: MetricsRow): void {
  db.run(
    `insert or replace into metrics
       (message_id, prompt_tokens, completion_tokens, time_to_first_token_ms, load_ms, prompt_eval_ms, eval_ms,
        total_ms, done_reason, context_window, context_used, truncated)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.message_id,
    row.prompt_tokens,
    row.completion_tokens,
    row.time_to_first_token_ms,
    row.load_ms,
    row.prompt_eval_ms,
    row.eval_ms,
    row.total_ms,
    row.done_reason,
    row.context_window,
    row.context_used,
    row.truncated,
  );
}

export function selectMetrics(db: Database, messageId: string): MetricsRow | undefined {
  return db.get<MetricsRow>("select * from metrics where message_id = ?", messageId);
}

export type SessionMetricsRow = MetricsRow & { model: string | null; created_at: number };

/** Of all replies of a session that have figures, in the order they were made. */
export function selectSessionMetrics(db: Database, sessionId: string): SessionMetricsRow[] {
  return db.all<SessionMetricsRow>(
    `select x.*, m.model, m.created_at from messages m join metrics x on x.message_id = m.id
     where m.session_id = ? order by m.seq`,
    sessionId,
  );
}
