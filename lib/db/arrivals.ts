/** Table `arrivals`: chats whose messages are there without their session, on their way in or out. */
import type { Database } from "./database.ts";

export function insertArrival(db: Database, sessionId: string): void {
  db.run("insert into arrivals (session_id) values (?)", sessionId);
}

export function hasArrival(db: Database, sessionId: string): boolean {
  return db.get("select 1 from arrivals where session_id = ?", sessionId) !== undefined;
}

export function selectArrivals(db: Database): string[] {
  return db.all<{ session_id: string }>("select session_id from arrivals").map((row) => row.session_id);
}

/** Its session is there, or its messages are gone. */
export function removeArrival(db: Database, sessionId: string): void {
  db.run("delete from arrivals where session_id = ?", sessionId);
}
