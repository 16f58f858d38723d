/** Table `arrivals`: chats whose messages are stored before their session, which nobody sees until then. */
import type { Database } from "./database.ts";

export function insertArrival(db: Database, sessionId: string): void {
  db.run("insert into arrivals (session_id) values (?)", sessionId);
}

export function hasArrival(db: Database, sessionId: string): boolean {
  return db.get("select 1 from arrivals where session_id = ?", sessionId) !== undefined;
}

/** The chat is whole: its session is there. */
export function removeArrival(db: Database, sessionId: string): void {
  db.run("delete from arrivals where session_id = ?", sessionId);
}

/** With the messages that have come, and all that belongs to them. */
export function discardArrival(db: Database, sessionId: string): void {
  db.transaction(() => {
    db.run("delete from messages where session_id = ?", sessionId);
    removeArrival(db, sessionId);
  });
}

/** What a crash has left. Gives how many there were. */
export function discardArrivals(db: Database): number {
  const rows = db.all<{ session_id: string }>("select session_id from arrivals");
  for (const { session_id } of rows) discardArrival(db, session_id);
  return rows.length;
}
