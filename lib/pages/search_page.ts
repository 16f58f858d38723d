/** The search page: chats by title and messages by their words; without words, all chats page by page. */
import { listSessions } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { searchMessages } from "@/lib/search/search.ts";
import type { SearchHit } from "@/lib/shared/search.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface SearchView {
  q: string;
  isArchive: boolean;
  chats: Session[];
  hits: SearchHit[];
  /** The addresses of the next pages, or null. */
  moreChats: string | null;
  moreHits: string | null;
  now: number;
}

const chatsAtOnce = 50;
/** Beside messages: enough to find a chat by its name. */
const chatsBesideHits = 5;

export async function searchView(deps: Deps, search: URLSearchParams): Promise<SearchView> {
  const q = (search.get("q") ?? "").slice(0, 1000);
  const hitCursor = search.get("messages");
  const isArchive = search.get("filter") === "archived";
  const filter = isArchive ? "archived" as const : undefined;
  const chats = hitCursor ? { items: [], next_cursor: null } : listSessions(deps, {
    limit: q ? chatsBesideHits : chatsAtOnce,
    cursor: search.get("cursor") ?? "",
    q,
    filter,
  });
  const hits = await searchMessages(deps, { q, limit: 20, cursor: hitCursor ?? "" });
  const address = (more: Record<string, string>) =>
    `/search?${new URLSearchParams({ ...(q && { q }), ...more })}`;
  return {
    q,
    isArchive,
    chats: chats.items,
    hits: hits.items,
    moreChats: chats.next_cursor && address({ ...(filter && { filter }), cursor: chats.next_cursor }),
    moreHits: hits.next_cursor && address({ messages: hits.next_cursor }),
    now: deps.now(),
  };
}
