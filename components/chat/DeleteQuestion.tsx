/** Asks before a message goes, and what follows it. */
import { Button } from "@/components/Button.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import type { Message } from "@/lib/shared/message.ts";

export function DeleteQuestion({ message }: { message: Message }) {
  const { editor, dialog } = useTexts();
  const id = `delete-${message.id}`;
  return (
    <div role="alertdialog" aria-labelledby={id} aria-describedby={`${id}-what`} class="question">
      <p id={id} class="font-semibold">{editor.deleteQuestion}</p>
      <p id={`${id}-what`} class="text-ink-muted">
        {editor.deleteWhat}
      </p>
      <div class="dialog-buttons">
        <Button
          form={messageFormId}
          formmethod="get"
          name="at"
          value={message.id}
          data-action="cancel-delete"
        >
          {dialog.cancel}
        </Button>
        <Button
          look="danger"
          form={messageFormId}
          name="delete"
          value={message.id}
          data-action="confirm-delete"
        >
          {dialog.delete}
        </Button>
      </div>
    </div>
  );
}
