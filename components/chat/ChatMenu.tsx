/** What concerns a chat as a whole: going to a place in it, and taking it along. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { IconButton } from "@/components/IconButton.tsx";
import { Popover } from "@/components/Popover.tsx";
import { useTexts } from "@/lib/texts/context.ts";

export interface ChatMenuProps {
  sessionId: string;
  isLong: boolean;
  isTemporary: boolean;
}

export function ChatMenu({ sessionId, isLong, isTemporary }: ChatMenuProps) {
  const { chat, live: { message } } = useTexts();
  return (
    <div class="chat-menu">
      {isLong && <PlaceMenu sessionId={sessionId} isSearched={!isTemporary} />}
      <IconButton type="button" label={chat.exportChat} icon="download" popovertarget="export-chat" />
      <Popover id="export-chat" kind="menu">
        <a href={`/chat/${sessionId}/file`} download>
          <Icon name="file-text" />
          {chat.webPage}
        </a>
        <a href={`/api/sessions/${sessionId}/export?format=markdown`} download>
          <Icon name="file-text" />Markdown
        </a>
        <a href={`/api/sessions/${sessionId}/export?format=json`} download>
          <Icon name="download" />
          {chat.json}
        </a>
        <button type="button" class="needs-script" data-page-action="copy-chat">
          <Icon name="copy" />
          {message.copyMarkdown}
        </button>
        <button type="button" class="needs-script" data-page-action="send-chat">
          <Icon name="share" />
          {chat.handOver}
        </button>
      </Popover>
    </div>
  );
}

/** Searches do not know temporary chats. */
function PlaceMenu({ sessionId, isSearched }: { sessionId: string; isSearched: boolean }) {
  const { chat } = useTexts();
  return (
    <>
      <IconButton type="button" label={chat.goTo} icon="calendar-search" popovertarget="go-to" />
      <Popover id="go-to" kind="menu">
        <a href={`/chat/${sessionId}?from=first`} aria-current="false">{chat.firstMessage}</a>
        <a href={`/chat/${sessionId}`} aria-current="false">{chat.latestMessage}</a>
        {isSearched && <a href={`/search?session_id=${sessionId}`}>{chat.wordsInChat}</a>}
        <form action={`/chat/${sessionId}`} class="go-to-day">
          <input type="date" name="on" aria-label={chat.date} class="input" required />
          <Button>{chat.go}</Button>
        </form>
      </Popover>
    </>
  );
}
