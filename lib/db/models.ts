/** Tables `models`, `model_source` and `model_details`: the last list of local models and what is known of them. */
import type { Database } from "./database.ts";

export interface ModelRow {
  key: string;
  position: number;
  name: string;
  digest: string;
  size_bytes: number;
  modified_at: string | null;
  family: string | null;
  parameter_size: string | null;
  quantization: string | null;
  /** A JSON array; null where the server's list does not say it. */
  capabilities: string | null;
  context_length: number | null;
  is_cloud: number;
}

export interface ModelSourceRow {
  fingerprint: string;
  version: string | null;
  refreshed_at: number;
}

export interface ModelDetailsRow {
  digest: string;
  capabilities: string;
  context_length: number | null;
  memory_shape: string | null;
  measured_bytes: number | null;
  measured_context: number | null;
}

export function selectModels(db: Database): ModelRow[] {
  return db.all<ModelRow>("select * from models order by position");
}

export function selectModelSource(db: Database): ModelSourceRow | undefined {
  return db.get<ModelSourceRow>("select fingerprint, version, refreshed_at from model_source where id = 1");
}

export function replaceModels(db: Database, rows: readonly ModelRow[]): void {
  db.run("delete from models");
  for (const row of rows) insertModel(db, row);
}

export function upsertModelSource(db: Database, row: ModelSourceRow): void {
  db.run(
    `insert into model_source (id, fingerprint, version, refreshed_at) values (1, ?, ?, ?)
     on conflict (id) do update set fingerprint = excluded.fingerprint, version = excluded.version,
       refreshed_at = excluded.refreshed_at`,
    row.fingerprint,
    row.version,
    row.refreshed_at,
  );
}

export function selectModelDetails(db: Database): ModelDetailsRow[] {
  return db.all<ModelDetailsRow>("select * from model_details");
}

export function upsertModelDetails(db: Database, row: ModelDetailsRow): void {
  db.run(
    `insert into model_details
       (digest, capabilities, context_length, memory_shape, measured_bytes, measured_context)
     values (?, ?, ?, ?, ?, ?)
     on conflict (digest) do update set capabilities = excluded.capabilities,
       context_length = excluded.context_length, memory_shape = excluded.memory_shape,
       measured_bytes = excluded.measured_bytes, measured_context = excluded.measured_context`,
    row.digest,
    row.capabilities,
    row.context_length,
    row.memory_shape,
    row.measured_bytes,
    row.measured_context,
  );
}

/** Models as sessions spell them, with how many sessions use each. */
export function countSessionsByModel(db: Database): { model: string; sessions: number }[] {
  return db.all(
    "select model, count(*) as sessions from sessions where model is not null group by model",
  );
}

export interface SessionOfModelRow {
  id: string;
  title: string;
  updated_at: number;
}

/** Newest first; `model` as the sessions spell it. */
export function selectSessionsOfModel(db: Database, model: string, limit: number): SessionOfModelRow[] {
  return db.all<SessionOfModelRow>(
    "select id, title, updated_at from sessions where model = ? order by updated_at desc limit ?",
    model,
    limit,
  );
}

/** Models that are writing a reply at this moment. */
export function selectWritingModels(db: Database): string[] {
  return db.all<{ model: string }>(
    "select distinct model from messages where status = 'streaming' and model is not null",
  ).map((row) => row.model);
}

function insertModel(db: Database, row: ModelRow): void {
  db.run(
    `insert into models (key, position, name, digest, size_bytes, modified_at, family, parameter_size,
       quantization, capabilities, context_length, is_cloud)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.key,
    row.position,
    row.name,
    row.digest,
    row.size_bytes,
    row.modified_at,
    row.family,
    row.parameter_size,
    row.quantization,
    row.capabilities,
    row.context_length,
    row.is_cloud,
  );
}
