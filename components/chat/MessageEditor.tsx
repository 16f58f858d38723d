/** A message being rewritten in its place. Saving a question answers it again; saving a reply keeps it as it is. */
import { Button } from "@/components/Button.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import type { Message } from "@/lib/shared/message.ts";

export function MessageEditor({ message }: { message: Message }) {
  return (
    <form method="post" action={`/chat/${message.session_id}`} class="editor" data-editor>
      <input type="hidden" name="save" value={message.id} />
      <textarea name="content" aria-label="Edit message" class="input" rows={3} autofocus required>
        {asFieldText(message.content)}
      </textarea>
      <div class="dialog-buttons">
        {message.role === "user" && <p class="hint">Saving answers it again. The former version is kept.</p>}
        <Button
          type="submit"
          form={messageFormId}
          formmethod="get"
          formnovalidate
          name="at"
          value={message.id}
          data-action="cancel-edit"
        >
          Cancel
        </Button>
        <Button look="primary" data-action="save-edit">Save</Button>
      </div>
    </form>
  );
}

/** HTML drops a line break right after `<textarea>`. */
function asFieldText(text: string): string {
  return text.startsWith("\n") ? `\n${text}` : text;
}
