/** What an export reads: pages of rows, so that no chat has to fit into memory. */
import type { Database } from "./database.ts";
import type { MessageRow } from "./messages.ts";

/** Oldest first. */
export function selectSessionIds(db: Database): string[] {
  return db.all<{ id: string }>("select id from sessions order by created_at, id").map((row) => row.id);
}

/** In the order they were made. */
export function selectMessagesAfter(
  db: Database,
  { sessionId, after, limit }: { sessionId: string; after: number; limit: number },
): MessageRow[] {
  return db.all<MessageRow>(
    "select * from messages where session_id = ? and seq > ? order by seq limit ?",
    sessionId,
    after,
    limit,
  );
}

/** From the root down to the message. */
export function selectBranchIds(db: Database, headId: string): string[] {
  return db.all<{ id: string }>(
    `with recursive branch (id, parent_id, depth) as (
       select id, parent_id, 0 from messages where id = ?
       union all
       select m.id, m.parent_id, depth + 1 from branch b join messages m on m.id = b.parent_id
     )
     select id from branch order by depth desc`,
    headId,
  ).map((row) => row.id);
}
