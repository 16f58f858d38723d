/** The search page: what was asked, the chats and the messages that have it. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { ChatList } from "@/components/search/ChatList.tsx";
import { SearchForm } from "@/components/search/SearchForm.tsx";
import { SearchResult } from "@/components/search/SearchResult.tsx";
import type { SearchView as View } from "@/lib/pages/search_page.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export function SearchView(view: View) {
  const { q, filters, isFiltered, isArchive, chats, hits, moreChats, moreHits, now } = view;
  const { search } = useTexts();
  return (
    <>
      <SearchForm q={q} filters={filters} isFiltered={isFiltered} />
      {!q && !isFiltered && <ListTabs isArchive={isArchive} />}
      {chats.length > 0 && <ChatList chats={chats} now={now} />}
      {moreChats && <a class="older" href={moreChats}>{search.moreChats}</a>}
      {hits.length > 0 && (
        <>
          <h2 class="hits-title">{search.messages}</h2>
          <ul class="hits" aria-label={search.messages}>
            {hits.map((hit) => <SearchResult key={hit.message_id} hit={hit} now={now} />)}
          </ul>
          {moreHits && <a class="older" href={moreHits}>{search.moreMessages}</a>}
        </>
      )}
      {chats.length + hits.length === 0 && <NothingFound q={q} isFiltered={isFiltered} />}
    </>
  );
}

function NothingFound({ q, isFiltered }: Pick<View, "q" | "isFiltered">) {
  const { search } = useTexts();
  if (!q) return <EmptyState icon="search" title={isFiltered ? search.whichWords : search.noChats} />;
  const nothing = fill(isFiltered ? search.nothingFiltered : search.nothing, { words: q });
  return (
    <EmptyState icon="search" title={nothing}>
      <p>{search.advice}</p>
    </EmptyState>
  );
}

function ListTabs({ isArchive }: { isArchive: boolean }) {
  const { search } = useTexts();
  return (
    <nav aria-label={search.chats} class="tabs">
      <a href="/search" aria-current={isArchive ? "false" : "page"}>{search.allChats}</a>
      <a href="/search?filter=archived" aria-current={isArchive ? "page" : "false"}>{search.archived}</a>
    </nav>
  );
}
