/** Settings, sessions, messages with their tree, the pieces of running replies, prompts and metrics. */
export const chats = `
create table settings (
  key        text primary key,
  value      text not null,
  updated_at integer not null
) strict, without rowid;

create table sessions (
  id             text primary key,
  title          text not null,
  title_source   text not null check (title_source in ('default', 'fallback', 'model', 'user')),
  model          text,
  system_prompt  text,
  options        text not null,
  pinned         integer not null default 0,
  archived       integer not null default 0,
  unread         integer not null default 0,
  draft          text not null default '',
  active_root_id text,
  head_id        text,
  message_count  integer not null default 0,
  token_count    integer not null default 0,
  created_at     integer not null,
  updated_at     integer not null
) strict;
create index sessions_by_recency on sessions (archived, pinned desc, updated_at desc, id desc);

create table messages (
  seq             integer primary key autoincrement,
  id              text not null unique,
  session_id      text not null references sessions (id) on delete cascade,
  -- Deferred, not cascading: a cascade along a long chat would exceed SQLite's depth of 1,000.
  parent_id       text references messages (id) deferrable initially deferred,
  active_child_id text,
  role            text not null check (role in ('system', 'user', 'assistant', 'tool')),
  content         text not null,
  -- What the model was given when plugins added to it; null = content itself.
  sent_content    text,
  thinking        text,
  thinking_ms     integer,
  tool_calls      text,
  model           text,
  status          text not null check (status in ('complete', 'streaming', 'stopped', 'interrupted', 'failed')),
  error_code      text,
  error_message   text,
  pinned          integer not null default 0,
  created_at      integer not null,
  updated_at      integer not null
) strict;
create index messages_by_parent on messages (parent_id, seq);
create index messages_by_session on messages (session_id, seq);
create index root_messages on messages (session_id, seq) where parent_id is null;
-- At most one running reply in a session, whatever races.
create unique index one_running_reply on messages (session_id) where status = 'streaming';

create table attachments (
  message_id text not null references messages (id) on delete cascade,
  position   integer not null,
  content    blob not null,
  primary key (message_id, position)
) strict, without rowid;

-- What a running reply has so far, one row an upstream read; folded into the message at its end.
create table reply_pieces (
  message_id text not null references messages (id) on delete cascade,
  position   integer not null,
  kind       text not null check (kind in ('content', 'thinking')),
  text       text not null,
  primary key (message_id, position)
) strict, without rowid;

create table prompts (
  message_id       text primary key references messages (id) on delete cascade,
  model            text not null,
  options          text not null,
  system_prompt    text,
  first_message_id text,
  left_out         integer not null,
  estimated_tokens integer not null,
  created_at       integer not null
) strict, without rowid;

create index prompts_by_model on prompts (model, created_at desc);

create table metrics (
  message_id             text primary key references messages (id) on delete cascade,
  prompt_tokens          integer,
  completion_tokens      integer,
  time_to_first_token_ms real,
  load_ms                real,
  prompt_eval_ms         real,
  eval_ms                real,
  total_ms               real,
  done_reason            text,
  context_window         integer,
  context_used           integer,
  truncated              integer
) strict, without rowid;
`;
