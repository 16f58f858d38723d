/** A chat in the list: its title, when, how much, and what can be done with it. */
import { IconButton } from "@/components/IconButton.tsx";
import { Icon } from "@/components/Icon.tsx";
import { SessionOptions } from "@/components/sessions/SessionOptions.tsx";
import { formatAge, formatMoment, formatTokens } from "@/lib/shared/format.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface SessionItemProps {
  session: Session;
  isOpen: boolean;
  back: string;
  now: number;
}

export function SessionItem({ session, isOpen, back, now }: SessionItemProps) {
  const { id, title, pinned, generating, unread, updated_at, token_count } = session;
  return (
    <li class="session" data-session-id={id} data-unread={unread && !isOpen ? "true" : undefined}>
      <a href={`/chat/${id}`} aria-current={isOpen ? "page" : undefined}>
        <span class="session-title">{title}</span>
      </a>
      <p class="session-facts">
        {pinned && <Icon name="pin" />}
        {generating && <span class="generating">Generating</span>}
        <time datetime={updated_at} title={formatMoment(updated_at)}>{formatAge(updated_at, now)}</time>
        <span>{formatTokens(token_count)}</span>
        {unread && !isOpen && (
          <span class="unread" title="New reply">
            <span class="sr-only">New reply</span>
          </span>
        )}
      </p>
      <IconButton
        type="button"
        label={`Options for ${title}`}
        icon="ellipsis"
        popovertarget={`options-${id}`}
        class="session-more"
      />
      <SessionOptions session={session} back={back} />
    </li>
  );
}
