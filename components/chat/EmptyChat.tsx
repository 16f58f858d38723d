/** A chat before its first message: who answers, and the keys worth knowing. */
import { Icon } from "@/components/Icon.tsx";
import { KeyCaps } from "@/components/KeyCaps.tsx";
import { type Keys, newLineKey } from "@/lib/shared/keys.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export interface EmptyChatProps {
  model: string | null;
  hasNoModel: boolean;
  keys: Keys;
}

export function EmptyChat({ model, hasNoModel, keys }: EmptyChatProps) {
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
        : <KeyHints keys={keys} />}
    </div>
  );
}

function KeyHints({ keys }: { keys: Keys }) {
  const { chat } = useTexts();
  const hints: [key: string, does: string][] = [
    [keys.send, chat.keyHints.send],
    [newLineKey(keys), chat.keyHints.newLine],
    [keys.palette, chat.keyHints.palette],
    [keys.keys, chat.keyHints.keys],
  ];
  return (
    <ul class="key-hints needs-script" aria-label={chat.keys}>
      {hints.map(([key, does]) =>
        key !== "" && (
          <li key={does}>
            <KeyCaps keys={key} /> {does}
          </li>
        )
      )}
    </ul>
  );
}
