/** What concerns a chat as a whole: going to a place in it, and taking it along. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { IconButton } from "@/components/IconButton.tsx";
import { Popover } from "@/components/Popover.tsx";

export function ChatMenu({ sessionId, isLong }: { sessionId: string; isLong: boolean }) {
  return (
    <div class="chat-menu">
      {isLong && <PlaceMenu sessionId={sessionId} />}
      <IconButton type="button" label="Export chat" icon="download" popovertarget="export-chat" />
      <Popover id="export-chat" kind="menu">
        <a href={`/chat/${sessionId}/file`} download>
          <Icon name="file-text" />Web page
        </a>
        <a href={`/api/sessions/${sessionId}/export?format=markdown`} download>
          <Icon name="file-text" />Markdown
        </a>
        <a href={`/api/sessions/${sessionId}/export?format=json`} download>
          <Icon name="download" />JSON, to be imported again
        </a>
        <button type="button" class="needs-script" data-page-action="copy-chat">
          <Icon name="copy" />Copy as Markdown
        </button>
        <button type="button" class="needs-script" data-page-action="send-chat">
          <Icon name="share" />Hand over…
        </button>
      </Popover>
    </div>
  );
}

function PlaceMenu({ sessionId }: { sessionId: string }) {
  return (
    <>
      <IconButton type="button" label="Go to" icon="calendar-search" popovertarget="go-to" />
      <Popover id="go-to" kind="menu">
        <a href={`/chat/${sessionId}?from=first`}>First message</a>
        <a href={`/chat/${sessionId}`}>Latest message</a>
        <a href={`/search?session_id=${sessionId}`}>Words in this chat…</a>
        <form action={`/chat/${sessionId}`} class="go-to-day">
          <input type="date" name="on" aria-label="Date" class="input" required />
          <Button>Go</Button>
        </form>
      </Popover>
    </>
  );
}
