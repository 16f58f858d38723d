/** Asks before a message goes, and what follows it. */
import { Button } from "@/components/Button.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import type { Message } from "@/lib/shared/message.ts";

export function DeleteQuestion({ message }: { message: Message }) {
  const id = `delete-${message.id}`;
  return (
    <div role="alertdialog" aria-labelledby={id} aria-describedby={`${id}-what`} class="question">
      <p id={id} class="font-semibold">Delete this message?</p>
      <p id={`${id}-what`} class="text-ink-muted">
        What follows it in this chat goes too. It cannot be undone.
      </p>
      <div class="dialog-buttons">
        <Button
          form={messageFormId}
          formmethod="get"
          name="at"
          value={message.id}
          data-action="cancel-delete"
        >
          Cancel
        </Button>
        <Button
          look="danger"
          form={messageFormId}
          name="delete"
          value={message.id}
          data-action="confirm-delete"
        >
          Delete
        </Button>
      </div>
    </div>
  );
}
