/** Counts over the whole database. */
import type { Database } from "./database.ts";

export interface Stored {
  chats: number;
  archived: number;
  messages: number;
  images: number;
  /** Of the database file; what waits in its log is not counted. */
  bytes: number;
}

export function countStored(db: Database): Stored {
  return db.get<Stored>(
    `select (select count(*) from sessions) as chats,
       (select count(*) from sessions where archived = 1) as archived,
       (select count(*) from messages) as messages,
       (select count(*) from attachments) as images,
       (select page_count * page_size from pragma_page_count(), pragma_page_size()) as bytes`,
  )!;
}
