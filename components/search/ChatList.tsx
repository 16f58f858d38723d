/** Chats as results: their titles, when, how long; archived ones can be taken back from here. */
import { Button } from "@/components/Button.tsx";
import type { FoundChat } from "@/lib/pages/search_page.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatAge, formatTokens } from "@/lib/texts/format.ts";

export function ChatList({ chats, now }: { chats: FoundChat[]; now: number }) {
  const { search, live: { format } } = useTexts();
  return (
    <ul class="hits" aria-label={search.chats}>
      {chats.map(({ id, href, title, archived, updated_at, token_count }) => (
        <li key={id} class="hit">
          <a href={href}>
            <span class="hit-head">
              <strong class="truncate">{title}</strong>
              <span>{formatTokens(token_count, format)}</span>
              <time datetime={updated_at}>{formatAge(updated_at, now, format)}</time>
            </span>
          </a>
          {archived && <RestoreForm id={id} />}
        </li>
      ))}
    </ul>
  );
}

function RestoreForm({ id }: { id: string }) {
  return (
    <form method="post" action={`/chat/${id}`} class="mt-1">
      <input type="hidden" name="back" value="/search?filter=archived" />
      <Button look="quiet" name="session" value="restore">{useTexts().sessions.restore}</Button>
    </form>
  );
}
