/** A message that was found: the chat, when, and the words around the match. */
import { formatAge } from "@/lib/shared/format.ts";
import type { SearchHit } from "@/lib/shared/search.ts";

export function SearchResult({ hit, now }: { hit: SearchHit; now: number }) {
  return (
    <li class="hit">
      <a href={`/chat/${hit.session_id}#m-${hit.message_id}`}>
        <span class="hit-head">
          <strong class="min-w-0 truncate">{hit.session_title}</strong>
          <span>{hit.role === "user" ? "You" : "Reply"}</span>
          <time datetime={hit.created_at}>{formatAge(hit.created_at, now)}</time>
        </span>
        <span class="hit-text">{marked(hit)}</span>
      </a>
    </li>
  );
}

function marked({ snippet, ranges }: SearchHit) {
  const parts = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(snippet.slice(at, start), <mark>{snippet.slice(start, end)}</mark>);
    at = end;
  }
  return [...parts, snippet.slice(at)];
}
