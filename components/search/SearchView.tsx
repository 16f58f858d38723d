/** The search page: what was asked, the chats and the messages that have it. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { ChatList } from "@/components/search/ChatList.tsx";
import { SearchForm } from "@/components/search/SearchForm.tsx";
import { type SearchHit, SearchResult } from "@/components/search/SearchResult.tsx";
import type { Session } from "@/lib/shared/session.ts";

export interface SearchViewProps {
  q: string;
  isArchive: boolean;
  chats: Session[];
  hits?: SearchHit[];
  more: string | null;
  now: number;
}

export function SearchView({ q, isArchive, chats, hits = [], more, now }: SearchViewProps) {
  return (
    <>
      <SearchForm q={q} />
      {!q && <Filters isArchive={isArchive} />}
      {chats.length > 0 && <ChatList chats={chats} now={now} />}
      {more && (
        <p>
          <a class="older" href={more}>More chats</a>
        </p>
      )}
      {hits.length > 0 && (
        <>
          <h2 class="hits-title">Messages</h2>
          <ul class="hits" aria-label="Messages">
            {hits.map((hit) => <SearchResult key={hit.message_id} hit={hit} now={now} />)}
          </ul>
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
