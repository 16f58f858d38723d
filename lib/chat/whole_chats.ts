/**
 * Stores a whole chat a slice at a time, with other work between the slices; it is there at once or not at all.
 *
 * The session comes last, in one transaction with whatever else makes the chat whole: until then nobody sees its
 * messages. Search gets them afterwards, in slices too. What a crash leaves is removed at the next start.
 */
import { discardArrival, insertArrival, removeArrival } from "@/lib/db/arrivals.ts";
import type { Database } from "@/lib/db/database.ts";
import { insertBacklog } from "@/lib/db/search_index.ts";
import { indexMissing } from "@/lib/search/index_messages.ts";
import { turns } from "@/lib/search/turns.ts";

export interface Arrival<Message> {
  sessionId: string;
  /** Parents before their children. */
  messages: Iterable<Message>;
  /** Gives the message's place in the order of messages. */
  storeMessage: (message: Message) => number;
  storeSession: () => void;
}

const sliceMs = 8;

/** `isDurable`: waits for the disk with the last write. */
export async function storeArrival<Message>(
  db: Database,
  { sessionId, messages, storeMessage, storeSession }: Arrival<Message>,
  { isDurable }: { isDurable: boolean },
): Promise<void> {
  const turn = turns();
  const rest = messages[Symbol.iterator]();
  const seqs: number[] = [];
  const storeSlice = (): boolean => {
    const began = performance.now();
    do {
      const next = rest.next();
      if (next.done) return false;
      const seq = storeMessage(next.value);
      if (seqs.length < 2) seqs.push(seq);
      else seqs[1] = seq;
    } while (performance.now() - began < sliceMs);
    return true;
  };
  db.relaxed(() => insertArrival(db, sessionId));
  try {
    while (db.relaxed(() => db.unlinked(storeSlice))) await turn.pass();
    const finish = () =>
      db.transaction(() => {
        storeSession();
        removeArrival(db, sessionId);
        if (seqs.length > 0) insertBacklog(db, { from: seqs[0]!, to: seqs.at(-1)! });
      });
    if (isDurable) finish();
    else db.relaxed(finish);
  } catch (error) {
    discardArrival(db, sessionId);
    throw error;
  }
  await indexMissing(db, turn);
}
