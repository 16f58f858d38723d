/** Chats as results: their titles, when, how long. */
import { formatAge, formatTokens } from "@/lib/shared/format.ts";
import type { Session } from "@/lib/shared/session.ts";

export function ChatList({ chats, now }: { chats: Session[]; now: number }) {
  return (
    <ul class="hits" aria-label="Chats">
      {chats.map(({ id, title, updated_at, token_count }) => (
        <li key={id} class="hit">
          <a href={`/chat/${id}`}>
            <span class="hit-head">
              <strong class="truncate">{title}</strong>
              <span>{formatTokens(token_count)}</span>
              <time datetime={updated_at}>{formatAge(updated_at, now)}</time>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
