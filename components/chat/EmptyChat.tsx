/** A chat before its first message: who answers, and the keys worth knowing. */
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export interface EmptyChatProps {
  model: string | null;
  hasNoModel: boolean;
}

export function EmptyChat({ model, hasNoModel }: EmptyChatProps) {
  const { chat } = useTexts();
  return (
    <div class="empty-chat">
      <Icon name="message-square" />
      <p class="empty-title">
        {model ? fill(chat.askModel, { model }) : chat.ask}
      </p>
      {hasNoModel
        ? (
          <>
            <p class="text-ink-muted">{chat.noModel}</p>
            <a href="/models" class="btn btn-primary">{chat.pullModel}</a>
          </>
        )
        : <KeyHints />}
    </div>
  );
}

function KeyHints() {
  const { chat } = useTexts();
  return (
    <ul class="key-hints needs-script" aria-label={chat.keys}>
      {chat.keyHints.map(([keys, meaning]) => (
        <li key={keys}>
          {keys.split(" ").map((key) => [<kbd key={key}>{key}</kbd>, " "])}
          {meaning}
        </li>
      ))}
    </ul>
  );
}
