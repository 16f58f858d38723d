/** Table `sessions`. */
import { type Database, lowercase } from "./database.ts";

export interface SessionRow {
  id: string;
  title: string;
  title_source: "default" | "fallback" | "model" | "user";
  model: string | null;
  system_prompt: string | null;
  /** JSON of PromptOptions. */
  options: string;
  pinned: number;
  archived: number;
  unread: number;
  draft: string;
  /** The first message of the current branch. */
  active_root_id: string | null;
  /** The last message of the current branch. */
  head_id: string | null;
  message_count: number;
  token_count: number;
  created_at: number;
  updated_at: number;
}

/** With the reply that is being written in it, if any. */
export type ListedSession = SessionRow & { generating: string | null };

const listed = `select *, (
    select id from messages where session_id = sessions.id and status = 'streaming'
  ) as generating from sessions`;

export function insertSession(db: Database, row: SessionRow): void {
  db.run(
    `insert into sessions (id, title, title_source, model, system_prompt, options, pinned, archived, created_at,
       updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.title,
    row.title_source,
    row.model,
    row.system_prompt,
    row.options,
    row.pinned,
    row.archived,
    row.created_at,
    row.updated_at,
  );
}

export function selectSession(db: Database, id: string): ListedSession | undefined {
  return db.get<ListedSession>(`${listed} where id = ?`, id);
}

/** Where the next page begins: the last row of the page before. */
export interface SessionPosition {
  pinned: number;
  updated_at: number;
  id: string;
}

export interface SessionSearch {
  filter?: "pinned" | "archived" | "generating";
  /** Part of the title, any case. */
  title: string;
  after?: SessionPosition;
  limit: number;
}

/** Pinned first, then the latest. */
export function selectSessions(
  db: Database,
  { filter, title, after, limit }: SessionSearch,
): ListedSession[] {
  const where = [`archived = ${filter === "archived" ? 1 : 0}`];
  const values: (string | number)[] = [];
  if (filter === "pinned") where.push("pinned = 1");
  if (filter === "generating") {
    where.push("id in (select session_id from messages where status = 'streaming')");
  }
  if (title) {
    where.push("lowercase(title) like ? escape '\\'");
    values.push(`%${lowercase(title).replace(/[\\%_]/g, "\\$&")}%`);
  }
  if (after) {
    where.push("(pinned, updated_at, id) < (?, ?, ?)");
    values.push(after.pinned, after.updated_at, after.id);
  }
  return db.all<ListedSession>(
    `${listed} where ${where.join(" and ")} order by pinned desc, updated_at desc, id desc limit ?`,
    ...values,
    limit,
  );
}

type Changeable = Partial<Omit<SessionRow, "id" | "created_at">>;

export function updateSession(db: Database, id: string, change: Changeable): void {
  const columns = Object.keys(change) as (keyof Changeable)[];
  if (columns.length === 0) return;
  db.run(
    `update sessions set ${columns.map((column) => `${column} = ?`).join(", ")} where id = ?`,
    ...columns.map((column) => change[column] ?? null),
    id,
  );
}

/** Messages, pieces, prompts, metrics and attachments go with it. */
export function removeSession(db: Database, id: string): void {
  db.run("delete from sessions where id = ?", id);
}
