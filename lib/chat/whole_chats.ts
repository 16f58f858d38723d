/**
 * Stores and removes whole chats a slice at a time, with other work between the slices; for everyone else a chat is
 * there at once or not at all.
 *
 * Its session comes last, and goes first: messages without one are seen by nobody. Search gets new ones afterwards,
 * in slices too. What a crash leaves is removed at the next start.
 */
import { hasArrival, insertArrival, removeArrival, selectArrivals } from "@/lib/db/arrivals.ts";
import type { Database } from "@/lib/db/database.ts";
import { removeMessage, selectNewest, selectSessionSeqs } from "@/lib/db/messages.ts";
import { insertBacklog, removeDocument, selectParts, setTidying } from "@/lib/db/search_index.ts";
import { removeSession } from "@/lib/db/sessions.ts";
import { indexMissing } from "@/lib/search/index_messages.ts";
import { sliceMs, slices } from "@/lib/slices.ts";

export interface Arrival<Message> {
  sessionId: string;
  /** Parents before their children. */
  messages: Iterable<Message>;
  /** Gives the message's place in the order of messages. */
  storeMessage: (message: Message) => number;
  storeSession: () => void;
}

/** `isDurable`: waits for the disk with the last write. */
export async function storeArrival<Message>(
  db: Database,
  { sessionId, messages, storeMessage, storeSession }: Arrival<Message>,
  { isDurable }: { isDurable: boolean },
): Promise<void> {
  const slice = slices();
  const rest = messages[Symbol.iterator]();
  const seqs: number[] = [];
  const storeSlice = (): boolean => {
    const began = performance.now();
    while (performance.now() - began < sliceMs) {
      const next = rest.next();
      if (next.done) return false;
      const seq = storeMessage(next.value);
      if (seqs.length < 2) seqs.push(seq);
      else seqs[1] = seq;
    }
    return true;
  };
  db.relaxed(() => insertArrival(db, sessionId));
  db.underway.add(sessionId);
  try {
    while (db.relaxed(() => db.unlinked(storeSlice))) await slice.pass();
    const finish = () =>
      db.transaction(() => {
        storeSession();
        removeArrival(db, sessionId);
        if (seqs.length > 0) insertBacklog(db, { from: seqs[0]!, to: seqs.at(-1)! });
      });
    if (isDurable) finish();
    else db.relaxed(finish);
  } catch (error) {
    while (removeSlice(db, sessionId)) await slice.pass();
    throw error;
  } finally {
    db.underway.delete(sessionId);
  }
  await indexMissing(db, slice);
}

/**
 * Whether a chat is coming or going at this moment. What one left that failed is removed now: on a full disk that
 * could not be done at once.
 */
export async function isUnderWay(db: Database, sessionId: string): Promise<boolean> {
  if (!hasArrival(db, sessionId)) return false;
  if (db.underway.has(sessionId)) return true;
  const slice = slices();
  while (removeSlice(db, sessionId)) await slice.pass();
  return false;
}

/** The session is gone at once, and for good; resolves when all that belonged to it is. */
export async function removeChat(db: Database, sessionId: string): Promise<void> {
  db.unlinked(() => {
    insertArrival(db, sessionId);
    removeSession(db, sessionId);
  });
  const seqs = selectSessionSeqs(db, sessionId);
  const parts = selectParts(db, { from: seqs[0] ?? 0, to: seqs.at(-1) ?? -1 });
  db.underway.add(sessionId);
  try {
    const slice = slices();
    tidyWhenWritten(db, parts, false);
    while (removeSlice(db, sessionId)) await slice.pass();
    tidyWhenWritten(db, parts, true);
  } finally {
    db.underway.delete(sessionId);
  }
}

/** At a start, before anything else: what a crash left of chats that were coming or going. */
export function removeRemains(db: Database): void {
  const remains = selectArrivals(db);
  if (remains.length === 0) return;
  for (const sessionId of remains) {
    while (removeSlice(db, sessionId));
  }
  tidyWhenWritten(db, selectParts(db, { from: 0, to: Number.MAX_SAFE_INTEGER }), true);
}

function tidyWhenWritten(db: Database, parts: { part: number }[], isOn: boolean): void {
  db.relaxed(() => db.transaction(() => parts.forEach(({ part }) => setTidying(db, part, isOn))));
}

const messagesAtOnce = 20;

/** Says whether something is left. */
function removeSlice(db: Database, sessionId: string): boolean {
  const began = performance.now();
  return db.relaxed(() =>
    db.transaction(() => {
      while (performance.now() - began < sliceMs) {
        const newest = selectNewest(db, sessionId, messagesAtOnce);
        if (newest.length === 0) {
          removeArrival(db, sessionId);
          return false;
        }
        for (const { id, seq } of newest) {
          removeDocument(db, seq);
          removeMessage(db, id);
        }
      }
      return true;
    })
  );
}
