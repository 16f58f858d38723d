/** The search page: chats by title and messages by their words; without words and filters, all chats page by page. */
import { getSessionRow, listSessions } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { searchMessages } from "@/lib/search/search.ts";
import type { SearchHit } from "@/lib/shared/search.ts";
import type { Session, SessionPage } from "@/lib/shared/session.ts";
import { filterFields, filterQuery, readFilters, type SearchFilters } from "./search_filters.ts";

/** Found by its title it is opened at its last message: every result leads to a message. */
export type FoundChat = Session & { href: string };

export interface SearchView {
  q: string;
  filters: SearchFilters;
  isFiltered: boolean;
  isArchive: boolean;
  chats: FoundChat[];
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
  const filters = readFilters(deps, search);
  const isFiltered = Object.keys(filterFields(filters)).length > 0;
  const hitCursor = search.get("messages") ?? "";
  const isArchive = search.get("filter") === "archived";
  const chats = hitCursor || isFiltered
    ? { items: [], next_cursor: null }
    : listChats(deps, { q, isArchive, cursor: search.get("cursor") ?? "" });
  const hits = await searchMessages(deps, { q, limit: 20, cursor: hitCursor, ...filterQuery(filters) });
  const address = (more: Record<string, string>) =>
    `/search?${new URLSearchParams({ ...(q && { q }), ...filterFields(filters), ...more })}`;
  return {
    q,
    filters,
    isFiltered,
    isArchive,
    chats: chats.items.map((chat) => ({ ...chat, href: addressOf(deps, chat, q) })),
    hits: hits.items,
    moreChats: chats.next_cursor &&
      address({ ...(isArchive && { filter: "archived" }), cursor: chats.next_cursor }),
    moreHits: hits.next_cursor && address({ messages: hits.next_cursor }),
    now: deps.now(),
  };
}

function listChats(
  deps: Deps,
  { q, isArchive, cursor }: { q: string; isArchive: boolean; cursor: string },
): SessionPage {
  const limit = q ? chatsBesideHits : chatsAtOnce;
  return listSessions(deps, { limit, cursor, q, filter: isArchive ? "archived" : undefined });
}

function addressOf(deps: Deps, { id }: Session, q: string): string {
  const last = q ? getSessionRow(deps, id).head_id : null;
  return last ? `/chat/${id}#m-${last}` : `/chat/${id}`;
}
