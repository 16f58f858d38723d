/** The search page: what was asked, the chats and the messages that have it. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { ChatList } from "@/components/search/ChatList.tsx";
import { SearchForm } from "@/components/search/SearchForm.tsx";
import { SearchResult } from "@/components/search/SearchResult.tsx";
import type { SearchHit } from "@/lib/shared/search.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface SearchViewProps {
  q: string;
  isArchive: boolean;
  chats: Session[];
  hits: SearchHit[];
  /** The addresses of the next pages, or null. */
  moreChats: string | null;
  moreHits: string | null;
  now: number;
}

export function SearchView(props: SearchViewProps) {
  const { q, isArchive, chats, hits, moreChats, moreHits, now } = props;
  return (
    <>
      <SearchForm q={q} />
      {!q && <Filters isArchive={isArchive} />}
      {chats.length > 0 && <ChatList chats={chats} now={now} />}
      {moreChats && <a class="older" href={moreChats}>More chats</a>}
      {hits.length > 0 && (
        <>
          <h2 class="hits-title">Messages</h2>
          <ul class="hits" aria-label="Messages">
            {hits.map((hit) => <SearchResult key={hit.message_id} hit={hit} now={now} />)}
          </ul>
          {moreHits && <a class="older" href={moreHits}>More messages</a>}
        </>
      )}
      {chats.length + hits.length === 0 && (
        <EmptyState icon="search" title={q ? `Nothing has “${q}”` : "No chats here yet"}>
          {q && <p>All words must occur. Fewer words, or the beginning of one, find more.</p>}
        </EmptyState>
      )}
    </>
  );
}

function Filters({ isArchive }: { isArchive: boolean }) {
  return (
    <nav aria-label="Chats" class="tabs">
      <a href="/search" aria-current={isArchive ? "false" : "page"}>All chats</a>
      <a href="/search?filter=archived" aria-current={isArchive ? "page" : "false"}>Archived</a>
    </nav>
  );
}
