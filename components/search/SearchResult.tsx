/** A message that was found: the chat, when, and the words around the match. */
import type { SearchHit } from "@/lib/shared/search.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatAge } from "@/lib/texts/format.ts";

export function SearchResult({ hit, now }: { hit: SearchHit; now: number }) {
  const { message, format } = useTexts().live;
  return (
    <li class="hit">
      <a href={`/chat/${hit.session_id}#m-${hit.message_id}`}>
        <span class="hit-head">
          <strong class="min-w-0 truncate">{hit.session_title}</strong>
          <span>{message.roles[hit.role === "user" ? "user" : "assistant"]}</span>
          <time datetime={hit.created_at}>{formatAge(hit.created_at, now, format)}</time>
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
