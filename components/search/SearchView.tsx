/** The search page: what was asked, the chats and the messages that have it. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { ChatList } from "@/components/search/ChatList.tsx";
import { SearchForm } from "@/components/search/SearchForm.tsx";
import { SearchResult } from "@/components/search/SearchResult.tsx";
import type { SearchView as View } from "@/lib/pages/search_page.ts";

export function SearchView(view: View) {
  const { q, filters, isFiltered, isArchive, chats, hits, moreChats, moreHits, now } = view;
  return (
    <>
      <SearchForm q={q} filters={filters} isFiltered={isFiltered} />
      {!q && !isFiltered && <ListTabs isArchive={isArchive} />}
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
      {chats.length + hits.length === 0 && <NothingFound q={q} isFiltered={isFiltered} />}
    </>
  );
}

function NothingFound({ q, isFiltered }: Pick<View, "q" | "isFiltered">) {
  if (!q) return <EmptyState icon="search" title={isFiltered ? "Which words?" : "No chats here yet"} />;
  return (
    <EmptyState icon="search" title={`Nothing has “${q}”${isFiltered ? " within these filters" : ""}`}>
      <p>All words must occur. Fewer words, or the beginning of one, find more.</p>
    </EmptyState>
  );
}

function ListTabs({ isArchive }: { isArchive: boolean }) {
  return (
    <nav aria-label="Chats" class="tabs">
      <a href="/search" aria-current={isArchive ? "false" : "page"}>All chats</a>
      <a href="/search?filter=archived" aria-current={isArchive ? "page" : "false"}>Archived</a>
    </nav>
  );
}
