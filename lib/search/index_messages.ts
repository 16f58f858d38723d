/**
 * Keeps the index in step with the messages, in the transactions that change them.
 *
 * Replies are indexed when they end. Owns what of a message is searched: its content, not its thinking.
 */
import type { Database } from "@/lib/db/database.ts";
import {
  type MessageRow,
  selectMessage,
  selectMessagesBetween,
  selectSessionSeqs,
  selectSubtreeSeqs,
} from "@/lib/db/messages.ts";
import { advanceBacklog, insertDocument, removeDocument, selectBacklog } from "@/lib/db/search_index.ts";
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

/** Before a session is removed. */
export function unindexSession(db: Database, sessionId: string): void {
  for (const seq of selectSessionSeqs(db, sessionId)) removeDocument(db, seq);
}

/** What was stored before the index was as it is now: a slice of it. Says whether more is left. */
export function indexBacklog(db: Database, { most = 500 } = {}): boolean {
  const backlog = selectBacklog(db);
  if (!backlog) return false;
  db.transaction(() => {
    const last = Math.min(backlog.next_seq + most - 1, backlog.last_seq);
    for (const row of selectMessagesBetween(db, backlog.next_seq, last)) {
      removeDocument(db, row.seq);
      if (row.status !== "streaming") indexRow(db, row);
    }
    advanceBacklog(db, last + 1);
  });
  return selectBacklog(db) !== undefined;
}
