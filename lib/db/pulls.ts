/** Table `pulls`: downloads that wait, run, failed or were interrupted. A finished one has no row. */
import type { Database } from "./database.ts";

export interface PullRow {
  key: string;
  name: string;
  insecure: number;
  state: "queued" | "running" | "failed" | "interrupted";
  status: string;
  digest: string | null;
  completed_bytes: number;
  total_bytes: number;
  percent: number;
  error_code: string | null;
  error_message: string | null;
  started_at: number;
  position: number;
}

export function selectPulls(db: Database): PullRow[] {
  return db.all<PullRow>("select * from pulls order by position");
}

export function upsertPull(db: Database, row: PullRow): void {
  db.run(
    `insert into pulls (key, name, insecure, state, status, digest, completed_bytes, total_bytes, percent,
       error_code, error_message, started_at, position)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (key) do update set name = excluded.name, insecure = excluded.insecure,
       state = excluded.state, status = excluded.status, digest = excluded.digest,
       completed_bytes = excluded.completed_bytes, total_bytes = excluded.total_bytes,
       percent = excluded.percent, error_code = excluded.error_code,
       error_message = excluded.error_message, started_at = excluded.started_at,
       position = excluded.position`,
    row.key,
    row.name,
    row.insecure,
    row.state,
    row.status,
    row.digest,
    row.completed_bytes,
    row.total_bytes,
    row.percent,
    row.error_code,
    row.error_message,
    row.started_at,
    row.position,
  );
}

export function removePull(db: Database, key: string): void {
  db.run("delete from pulls where key = ?", key);
}
