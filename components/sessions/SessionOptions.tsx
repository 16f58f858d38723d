/** The menu of a chat in the list. Plain posts to the chat's own page, which answers with the page they came from. */
import { Button } from "@/components/Button.tsx";
import { ConfirmDialog } from "@/components/ConfirmDialog.tsx";
import { Popover } from "@/components/Popover.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface SessionOptionsProps {
  session: Session;
  /** The page to come back to. */
  back: string;
}

export function SessionOptions({ session: { id, title, pinned, archived }, back }: SessionOptionsProps) {
  const { sessions: texts } = useTexts();
  const form = `session-${id}`;
  return (
    <>
      <Popover id={`options-${id}`} kind="menu">
        <form id={form} method="post" action={`/chat/${id}`} data-session-form>
          <input type="hidden" name="back" value={back} />
        </form>
        <button type="button" popovertarget={`rename-${id}`}>{texts.rename}</button>
        <button type="submit" form={form} name="session" value={pinned ? "unpin" : "pin"}>
          {pinned ? texts.unpin : texts.pin}
        </button>
        <button type="submit" form={form} name="session" value={archived ? "restore" : "archive"}>
          {archived ? texts.restore : texts.archive}
        </button>
        <a href={`/api/sessions/${id}/export?format=markdown`} download>{texts.export}</a>
        <button type="button" class="dangerous" popovertarget={`remove-${id}`} data-action="delete-session">
          {texts.delete}
        </button>
      </Popover>
      <Popover id={`rename-${id}`} kind="dialog" aria-label={texts.rename}>
        <form method="post" action={`/chat/${id}`} class="inline-form" data-session-form>
          <input type="hidden" name="back" value={back} />
          <input
            class="input"
            name="title"
            aria-label={texts.name}
            value={title}
            maxLength={500}
            required
            data-focus
          />
          <Button look="primary" name="session" value="rename">{texts.save}</Button>
        </form>
      </Popover>
      <ConfirmDialog
        id={`remove-${id}`}
        question={fill(texts.deleteQuestion, { title })}
        form={form}
        name="session"
        value="delete"
      >
        {texts.deleteWhat}
      </ConfirmDialog>
    </>
  );
}
