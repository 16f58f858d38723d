/** Walks along the tree of messages, each in one statement: a branch may be ten thousand messages long. */
import type { Database } from "./database.ts";
import type { MessageRow } from "./messages.ts";

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

/** From a message up to its root: newest first, at most `limit`. */
export function selectAncestry(db: Database, id: string, limit: number): MessageRow[] {
  return db.all<MessageRow>(
    `with recursive branch (id, parent_id, depth) as (
       select id, parent_id, 0 from messages where id = ?
       union all
       select m.id, m.parent_id, depth + 1 from branch b join messages m on m.id = b.parent_id
       where depth + 1 < ?
     )
     select m.* from branch join messages m using (id) order by depth`,
    id,
    limit,
  );
}

export interface BranchTotals {
  message_count: number;
  token_count: number;
}

/** Counts a whole branch by walking it up; a new message adds to the stored counts instead. */
export function countBranch(db: Database, headId: string): BranchTotals {
  return db.get<BranchTotals>(
    `with recursive branch (id, parent_id) as (
       select id, parent_id from messages where id = ?
       union all
       select m.id, m.parent_id from branch b join messages m on m.id = b.parent_id
     )
     select count(*) as message_count, coalesce(sum(x.completion_tokens), 0) as token_count
     from branch left join metrics x on x.message_id = branch.id`,
    headId,
  )!;
}

/** Of a message and all that follows it. */
export function selectSubtreeSeqs(db: Database, id: string): number[] {
  return db.all<{ seq: number }>(
    `with recursive tree (id) as (
       select ?
       union all
       select m.id from tree t join messages m on m.parent_id = t.id
     )
     select seq from tree join messages using (id)`,
    id,
  ).map((row) => row.seq);
}

/** With all that follows it. Inside a transaction only: the links between them are checked at its end. */
export function removeSubtree(db: Database, id: string): void {
  db.run(
    `delete from messages where id in (
       with recursive tree (id) as (
         select ?
         union all
         select m.id from tree t join messages m on m.parent_id = t.id
       )
       select id from tree
     )`,
    id,
  );
}
