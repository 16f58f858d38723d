/** Table `messages`: a tree a session; `active_child_id` marks the branch that was looked at last. */
import type { ReplyErrorCode } from "@/lib/shared/error.ts";
import type { MessageStatus, Role } from "@/lib/shared/message.ts";
import type { Database } from "./database.ts";

export interface MessageRow {
  /** Grows with every message stored: the order of siblings, whatever the clock does. */
  seq: number;
  id: string;
  session_id: string;
  parent_id: string | null;
  active_child_id: string | null;
  role: Role;
  content: string;
  /** What the model was given when plugins added to it; null = content itself. */
  sent_content: string | null;
  thinking: string | null;
  thinking_ms: number | null;
  /** JSON of Ollama's calls. */
  tool_calls: string | null;
  model: string | null;
  status: MessageStatus;
  error_code: ReplyErrorCode | null;
  error_message: string | null;
  pinned: number;
  created_at: number;
  updated_at: number;
}

export type NewMessageRow = Pick<
  MessageRow,
  "id" | "session_id" | "parent_id" | "role" | "content" | "model" | "status" | "created_at"
>;

export function insertMessage(db: Database, row: NewMessageRow): void {
  db.run(
    `insert into messages (id, session_id, parent_id, role, content, model, status, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.session_id,
    row.parent_id,
    row.role,
    row.content,
    row.model,
    row.status,
    row.created_at,
    row.created_at,
  );
}

/** One that was somewhere else before, as it was there. Gives its place in the order of messages. */
export function insertWholeMessage(db: Database, row: Omit<MessageRow, "seq">): number {
  return db.get<{ seq: number }>(
    `insert into messages (id, session_id, parent_id, active_child_id, role, content, sent_content, thinking,
       thinking_ms, tool_calls, model, status, error_code, error_message, pinned, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning seq`,
    row.id,
    row.session_id,
    row.parent_id,
    row.active_child_id,
    row.role,
    row.content,
    row.sent_content,
    row.thinking,
    row.thinking_ms,
    row.tool_calls,
    row.model,
    row.status,
    row.error_code,
    row.error_message,
    row.pinned,
    row.created_at,
    row.updated_at,
  )!.seq;
}

export function selectMessage(db: Database, id: string): MessageRow | undefined {
  return db.get<MessageRow>("select * from messages where id = ?", id);
}

/** The session that a message is in. */
export function selectSessionOf(db: Database, id: string): string | undefined {
  return db.get<{ session_id: string }>("select session_id from messages where id = ?", id)?.session_id;
}

/** Those with the same parent and role, in the order they were made: the variants of one place. */
export function selectSiblings(db: Database, row: MessageRow): { id: string; seq: number }[] {
  return row.parent_id === null
    ? db.all(
      "select id, seq from messages where session_id = ? and parent_id is null and role = ? order by seq",
      row.session_id,
      row.role,
    )
    : db.all(
      "select id, seq from messages where parent_id = ? and role = ? order by seq",
      row.parent_id,
      row.role,
    );
}

export function selectChildren(db: Database, id: string): MessageRow[] {
  return db.all<MessageRow>("select * from messages where parent_id = ? order by seq", id);
}

export function selectStreaming(db: Database): MessageRow[] {
  return db.all<MessageRow>("select * from messages where status = 'streaming'");
}

export function selectStreamingIn(db: Database, sessionId: string): MessageRow | undefined {
  return db.get<MessageRow>(
    "select * from messages where session_id = ? and status = 'streaming'",
    sessionId,
  );
}

/** In the order they were made. */
export function selectSessionSeqs(db: Database, sessionId: string): number[] {
  return db.all<{ seq: number }>("select seq from messages where session_id = ? order by seq", sessionId)
    .map((row) => row.seq);
}

/** Newest first: children before their parents. */
export function selectNewest(db: Database, sessionId: string, limit: number): { id: string; seq: number }[] {
  return db.all(
    "select id, seq from messages where session_id = ? order by seq desc limit ?",
    sessionId,
    limit,
  );
}

export type SearchedRow = Pick<
  MessageRow,
  "seq" | "session_id" | "role" | "content" | "model" | "status" | "created_at"
>;

/** The first of those in the order they were made; both ends included. One, for it can be of any length. */
export function selectFirstBetween(db: Database, from: number, to: number): SearchedRow | undefined {
  return db.get<SearchedRow>(
    `select seq, session_id, role, content, model, status, created_at from messages
     where seq between ? and ? order by seq limit 1`,
    from,
    to,
  );
}

/** From one session to another. */
export function moveMessages(db: Database, from: string, to: string): void {
  db.run("update messages set session_id = ? where session_id = ?", to, from);
}

type Changeable = Partial<Omit<MessageRow, "seq" | "id" | "session_id" | "created_at">>;

export function updateMessage(db: Database, id: string, change: Changeable): void {
  const columns = Object.keys(change) as (keyof Changeable)[];
  if (columns.length === 0) return;
  db.run(
    `update messages set ${columns.map((column) => `${column} = ?`).join(", ")} where id = ?`,
    ...columns.map((column) => change[column] ?? null),
    id,
  );
}

/** One that nothing follows. */
export function removeMessage(db: Database, id: string): void {
  db.run("delete from messages where id = ?", id);
}
