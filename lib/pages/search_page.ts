/** The search page: chats by title and messages by their words; without words, all chats page by page. */
import { listSessions } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface SearchPage {
  q: string;
  isArchive: boolean;
  chats: Session[];
  /** The address of the next page of chats, or null. */
  more: string | null;
  now: number;
}

const chatsAtOnce = 50;

export function searchPage(deps: Deps, search: URLSearchParams): SearchPage {
  const q = (search.get("q") ?? "").slice(0, 1000);
  const isArchive = search.get("filter") === "archived";
  const { items, next_cursor } = listSessions(deps, {
    limit: chatsAtOnce,
    cursor: search.get("cursor") ?? "",
    q,
    filter: isArchive ? "archived" : undefined,
  });
  return {
    q,
    isArchive,
    chats: items,
    more: next_cursor && `/search?${new URLSearchParams({
      ...(q && { q }),
      ...(isArchive && { filter: "archived" }),
      cursor: next_cursor,
    })}`,
    now: deps.now(),
  };
}
