/** What is known of Ollama's models without asking it, pulls, what replies cost, and the machine's figures. */
export const models = `
-- The last list of local models; key is modelKey(name).
create table models (
  key            text primary key,
  position       integer not null,
  name           text not null,
  digest         text not null,
  size_bytes     integer not null,
  modified_at    text,
  family         text,
  parameter_size text,
  quantization   text,
  capabilities   text,
  context_length integer,
  is_cloud       integer not null
) strict, without rowid;

-- Which server that list is from, and when it was read. One row.
create table model_source (
  id           integer primary key check (id = 1),
  base_url     text not null,
  version      text,
  refreshed_at integer not null
) strict;

-- What only a look into the model tells; a digest's never change.
create table model_details (
  digest           text primary key,
  capabilities     text not null,
  context_length   integer,
  memory_shape     text,
  measured_bytes   integer,
  measured_context integer
) strict, without rowid;

create table model_stats (
  key                 text primary key,
  load_ms             real,
  loads               integer not null default 0,
  prompt_ms_per_token real,
  prompts             integer not null default 0,
  eval_ms_per_token   real,
  replies             integer not null default 0,
  updated_at          integer not null
) strict, without rowid;

create table pulls (
  key             text primary key,
  name            text not null,
  insecure        integer not null,
  state           text not null check (state in ('queued', 'running', 'failed', 'interrupted')),
  status          text not null,
  digest          text,
  completed_bytes integer not null,
  total_bytes     integer not null,
  percent         real not null,
  error_code      text,
  error_message   text,
  started_at      integer not null,
  position        integer not null
) strict, without rowid;

create table system_samples (
  at                 integer primary key,
  cpu_percent        real,
  memory_used_bytes  integer,
  memory_total_bytes integer,
  gpus               text not null
) strict;

create index sessions_by_model on sessions (model) where model is not null;
`;
