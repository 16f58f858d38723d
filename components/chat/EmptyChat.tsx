/** A chat before its first message: who answers, and the keys worth knowing. */
import { Icon } from "@/components/Icon.tsx";

export interface EmptyChatProps {
  model: string | null;
  hasNoModel: boolean;
}

export function EmptyChat({ model, hasNoModel }: EmptyChatProps) {
  return (
    <div class="empty-chat">
      <Icon name="message-square" />
      <p class="empty-title">
        {model ? `What would you like to ask ${model}?` : "What would you like to ask?"}
      </p>
      {hasNoModel
        ? (
          <>
            <p class="text-ink-muted">No model is installed yet. Pull one, and it can answer here.</p>
            <a href="/models" class="btn btn-primary">Pull a model</a>
          </>
        )
        : <KeyHints />}
    </div>
  );
}

function KeyHints() {
  return (
    <ul class="key-hints needs-script" aria-label="Keys">
      <li>
        <kbd>Enter</kbd> sends
      </li>
      <li>
        <kbd>Shift</kbd> <kbd>Enter</kbd> new line
      </li>
      <li>
        <kbd>Ctrl</kbd> <kbd>K</kbd> commands
      </li>
      <li>
        <kbd>?</kbd> all keys
      </li>
    </ul>
  );
}
