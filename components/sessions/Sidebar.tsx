/**
 * The chats and the way to the other pages.
 *
 * On a wide screen it stands beside the page; on a phone the button `Chats` opens it as the browser's own
 * popover, so Esc, a press beside it and choosing a chat close it without a script.
 */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { IconButton } from "@/components/IconButton.tsx";
import { groupSessions } from "@/components/sessions/session_groups.ts";
import { SessionItem } from "@/components/sessions/SessionItem.tsx";
import { type LoadedModel, MemoryLine } from "@/components/models/MemoryLine.tsx";
import type { IconName } from "@/lib/icons/names.ts";
import { useTexts } from "@/lib/texts/context.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import type { Session } from "@/lib/shared/session.ts";

export const sidebarId = "sessions";

export interface SidebarProps {
  sessions: Session[];
  nextCursor: string | null;
  openSessionId: string | null;
  /** The address of the page. */
  path: string;
  /** What Ollama holds in memory. */
  loaded: LoadedModel[];
  now: number;
  /** The list is narrowed to titles with a text in them. */
  isNarrowed?: boolean;
  hasArchive?: boolean;
  canLogOut?: boolean;
}

export function Sidebar(props: SidebarProps) {
  const { sessions, nextCursor, loaded, isNarrowed, hasArchive, canLogOut } = props;
  const { sessions: texts, frame } = useTexts();
  return (
    <nav id={sidebarId} popover="auto" aria-label={texts.title} class="sidebar">
      <div class="sidebar-top">
        <div class="new-chats">
          <a href="/chat" class="new-chat">
            <Icon name="square-pen" />
            {texts.newChat}
          </a>
          <form method="post" action="/chat">
            <IconButton
              label={texts.temporaryChat}
              icon="message-circle-dashed"
              name="temporary"
              value="yes"
            />
          </form>
        </div>
        <form role="search" action="/search" class="sidebar-search">
          <Icon name="search" />
          <input
            type="search"
            name="q"
            aria-label={texts.search}
            placeholder={texts.search}
            autocomplete="off"
          />
        </form>
      </div>
      <div class="session-list" data-sessions>
        <SessionGroups {...props} />
        {sessions.length === 0 && (
          <p class="session-none">
            {isNarrowed ? texts.notFound : texts.none}
          </p>
        )}
      </div>
      {nextCursor && <MoreChats cursor={nextCursor} />}
      {hasArchive && <a href="/search?filter=archived" class="archive-link">{texts.archived}</a>}
      <div class="sidebar-foot">
        <MemoryLine loaded={loaded} />
        {places.map(({ href, name, icon }) => (
          <a key={href} href={href}>
            <Icon name={icon} />
            {frame[name]}
          </a>
        ))}
        {canLogOut && <LogOut />}
      </div>
    </nav>
  );
}

function SessionGroups({ sessions, openSessionId, path, now }: SidebarProps) {
  return groupSessions(sessions, now, useTexts().sessions).map(({ name, sessions }) => (
    <section key={name} data-group={name}>
      <h2>{name}</h2>
      <ul>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            isOpen={session.id === openSessionId}
            back={path}
            now={now}
          />
        ))}
      </ul>
    </section>
  ));
}

const places: { href: string; name: keyof Texts["frame"]; icon: IconName }[] = [
  { href: "/models", name: "models", icon: "box" },
  { href: "/metrics", name: "metrics", icon: "chart-column" },
  { href: "/settings", name: "settings", icon: "settings" },
];

function MoreChats({ cursor }: { cursor: string }) {
  return (
    <form action="/search" class="more-chats">
      <input type="hidden" name="cursor" value={cursor} />
      <Button look="quiet" data-action="more-chats" data-cursor={cursor}>
        {useTexts().sessions.more}
      </Button>
    </form>
  );
}

function LogOut() {
  return (
    <form method="post" action="/login">
      <button type="submit" name="action" value="logout">
        <Icon name="log-out" />
        {useTexts().frame.logOut}
      </button>
    </form>
  );
}
