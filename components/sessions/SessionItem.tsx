/** A chat in the list: its title, when, how much, and what can be done with it. */
import { IconButton } from "@/components/IconButton.tsx";
import { Icon } from "@/components/Icon.tsx";
import { SessionOptions } from "@/components/sessions/SessionOptions.tsx";
import type { Session } from "@/lib/shared/session.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatAge, formatMoment, formatTokens } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface SessionItemProps {
  session: Session;
  isOpen: boolean;
  back: string;
  now: number;
}

export function SessionItem({ session, isOpen, back, now }: SessionItemProps) {
  const { id, title, pinned, generating, unread, updated_at, token_count } = session;
  const { sessions, live: { format } } = useTexts();
  return (
    <li class="session" data-session-id={id} data-unread={unread && !isOpen ? "true" : undefined}>
      <a href={`/chat/${id}`} aria-current={isOpen ? "page" : undefined}>
        <span class="session-title">{title}</span>
      </a>
      <p class="session-facts">
        {pinned && <Icon name="pin" />}
        {generating && <span class="generating">{sessions.generating}</span>}
        <time datetime={updated_at} title={formatMoment(updated_at, format)}>
          {formatAge(updated_at, now, format)}
        </time>
        <span>{formatTokens(token_count, format)}</span>
        {unread && !isOpen && (
          <span class="unread" title={sessions.unread}>
            <span class="sr-only">{sessions.unread}</span>
          </span>
        )}
      </p>
      <IconButton
        type="button"
        label={fill(sessions.optionsFor, { title })}
        icon="ellipsis"
        popovertarget={`options-${id}`}
        class="session-more"
      />
      <SessionOptions session={session} back={back} />
    </li>
  );
}
