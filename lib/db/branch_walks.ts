/** Walks along the tree of messages, each in one statement: a branch may be ten thousand messages long. */
import type { Database } from "./database.ts";

export interface Link {
  id: string;
  parent_id: string | null;
}

/** Those from a message up to its root that are not marked as the active child of their parent; the root always. */
export function selectUnmarked(db: Database, id: string): Link[] {
  return db.all<Link>(
    `with recursive branch (id, parent_id) as (
       select id, parent_id from messages where id = ?
       union all
       select m.id, m.parent_id from branch b join messages m on m.id = b.parent_id
     )
     select b.id, b.parent_id from branch b left join messages p on p.id = b.parent_id
     where b.parent_id is null or p.active_child_id is not b.id`,
    id,
  );
}

/** The last message below one: at each the active child, without a mark the newest. */
export function selectBranchEnd(db: Database, id: string): string {
  return db.get<{ id: string }>(
    `with recursive down (id, depth) as (
       select ?, 0
       union all
       select (
         select c.id from messages c join messages m on m.id = c.parent_id where c.parent_id = down.id
         order by c.id = m.active_child_id desc, c.seq desc limit 1
       ), depth + 1 from down where id is not null
     )
     select id from down where id is not null order by depth desc limit 1`,
    id,
  )!.id;
}
