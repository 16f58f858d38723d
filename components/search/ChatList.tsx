/** Chats as results: their titles, when, how long. */
import type { FoundChat } from "@/lib/pages/search_page.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatAge, formatTokens } from "@/lib/texts/format.ts";

export function ChatList({ chats, now }: { chats: FoundChat[]; now: number }) {
  const { search, live: { format } } = useTexts();
  return (
    <ul class="hits" aria-label={search.chats}>
      {chats.map(({ id, href, title, updated_at, token_count }) => (
        <li key={id} class="hit">
          <a href={href}>
            <span class="hit-head">
              <strong class="truncate">{title}</strong>
              <span>{formatTokens(token_count, format)}</span>
              <time datetime={updated_at}>{formatAge(updated_at, now, format)}</time>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
