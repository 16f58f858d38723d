/** A message being rewritten in its place. Saving a question answers it again; saving a reply keeps it as it is. */
import { Button } from "@/components/Button.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import type { Message } from "@/lib/shared/message.ts";

export function MessageEditor({ message }: { message: Message }) {
  const { editor, dialog } = useTexts();
  return (
    <form method="post" action={`/chat/${message.session_id}`} class="editor" data-editor>
      <input type="hidden" name="save" value={message.id} />
      <textarea name="content" aria-label={editor.field} class="input" rows={3} autofocus required>
        {asFieldText(message.content)}
      </textarea>
      <div class="dialog-buttons">
        {message.role === "user" && <p class="hint">{editor.hint}</p>}
        <Button
          type="submit"
          form={messageFormId}
          formmethod="get"
          formnovalidate
          name="at"
          value={message.id}
          data-action="cancel-edit"
        >
          {dialog.cancel}
        </Button>
        <Button look="primary" data-action="save-edit">{editor.save}</Button>
      </div>
    </form>
  );
}

/** HTML drops a line break right after `<textarea>`. */
function asFieldText(text: string): string {
  return text.startsWith("\n") ? `\n${text}` : text;
}
