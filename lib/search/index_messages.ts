/**
 * Keeps the index in step with the messages, in the transactions that change them.
 *
 * Replies are indexed when they end. Owns what of a message is searched: its content, not its thinking.
 */
import type { Database } from "@/lib/db/database.ts";
import { selectSubtreeSeqs } from "@/lib/db/branch_walks.ts";
import { type MessageRow, selectFirstBetween, selectMessage } from "@/lib/db/messages.ts";
import { advanceBacklog, insertDocument, removeDocument, selectBacklog } from "@/lib/db/search_index.ts";
import { sliceMs, type Slices } from "@/lib/slices.ts";
import { type ScopedMessage, scopeWords } from "./scope.ts";
import { indexable } from "./words.ts";

/** After a message was stored or its content changed. */
export function indexMessage(db: Database, id: string): void {
  const row = selectMessage(db, id);
  if (!row) return;
  removeDocument(db, row.seq);
  if (row.status !== "streaming") indexRow(db, row);
}

type IndexedRow = ScopedMessage & Pick<MessageRow, "seq" | "content">;

/** For one that is not in the index yet. */
export function indexRow(db: Database, row: IndexedRow): void {
  if (row.content === "") return;
  const { seq, content, created_at: at } = row;
  insertDocument(db, { seq, at, text: indexable(content), scope: scopeWords(row) });
}

/** Before a message and all that follows it is removed. */
export function unindexSubtree(db: Database, id: string): void {
  for (const seq of selectSubtreeSeqs(db, id)) removeDocument(db, seq);
}

/** What is stored and not in the index as it should be: a slice of it. Says whether more is left. */
export function indexBacklog(db: Database): boolean {
  const backlog = selectBacklog(db);
  if (!backlog) return false;
  const began = performance.now();
  db.relaxed(() =>
    db.transaction(() => {
      let next = backlog.next_seq;
      while (next <= backlog.last_seq && performance.now() - began < sliceMs) {
        next = indexFirst(db, next, backlog.last_seq);
      }
      advanceBacklog(db, backlog, next);
    })
  );
  return selectBacklog(db) !== undefined;
}

/** All that would not be found, and no more. */
export async function indexMissing(db: Database, slice: Slices): Promise<void> {
  while (selectBacklog(db)?.is_searchable === 0) {
    indexBacklog(db);
    await slice.pass();
  }
}

/** Gives the place from which on others may follow. */
function indexFirst(db: Database, from: number, to: number): number {
  const row = selectFirstBetween(db, from, to);
  if (!row) return to + 1;
  removeDocument(db, row.seq);
  if (row.status !== "streaming") indexRow(db, row);
  return row.seq + 1;
}
