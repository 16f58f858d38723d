/** Chats with given contents in a database in memory, for the tests of the search. */
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { insertMessage } from "@/lib/db/messages.ts";
import { insertSession } from "@/lib/db/sessions.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { idMaker } from "@/lib/shared/id.ts";
import { SearchQuery } from "@/lib/shared/search.ts";
import { messageRow, sessionRow } from "@/tests/helpers/rows.ts";

export interface Chats extends Disposable {
  db: Database;
  newId: () => string;
  /** Gives the new session's id. */
  chat(contents: string[], more?: ChatOptions): string;
  search(
    q: string,
    more?: Partial<Record<keyof SearchQuery, string | number>>,
  ): ReturnType<typeof searchMessages>;
  /** The contents found, in the order they are given. */
  found(q: string): Promise<string[]>;
}

export interface ChatOptions {
  title?: string;
  archived?: boolean;
  role?: "user" | "system" | "assistant";
  model?: string;
  /** When all of them were written. */
  at?: number;
}

export function openChats(): Chats {
  const db = openDatabase(":memory:");
  const newId = idMaker();
  const chats: Chats = {
    db,
    newId,
    chat(
      contents,
      { title = "A chat", archived = false, role = "user", model, at = 1_700_000_000_000 } = {},
    ) {
      const sessionId = newId();
      db.transaction(() => {
        insertSession(db, sessionRow({ id: sessionId, title, archived: Number(archived) }));
        for (const content of contents) {
          const id = newId();
          const row = { id, session_id: sessionId, role, content, model: model ?? null, created_at: at };
          insertMessage(db, messageRow(row));
          indexMessage(db, id);
        }
      });
      return sessionId;
    },
    search: (q, more = {}) => searchMessages({ db }, SearchQuery.parse({ q, ...more })),
    async found(q) {
      const { items } = await chats.search(q, { limit: 100 });
      return items.map((item) => item.snippet);
    },
    [Symbol.dispose]: () => db.close(),
  };
  return chats;
}
