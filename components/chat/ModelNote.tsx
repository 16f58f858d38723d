/** What stands in the way of an answer, or makes it wait: the chat's model is not installed, or not in memory. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import type { ModelReadiness } from "@/lib/pages/chat_page.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatDuration } from "@/lib/texts/format.ts";
import { fill, fillWith } from "@/lib/texts/text.ts";

export interface ModelNoteProps {
  sessionId: string | null;
  readiness: ModelReadiness;
}

export function ModelNote({ sessionId, readiness }: ModelNoteProps) {
  const { chat, live: { format } } = useTexts();
  switch (readiness.state) {
    case "ready":
      return null;
    case "not-loaded":
      return (
        <p class="model-note">
          {fill(chat.notLoaded, {
            model: readiness.name,
            time: formatDuration(readiness.expectedMs, format),
          })}
        </p>
      );
    case "missing":
      return (
        <div role="note" aria-label={chat.modelNote} class="model-note model-missing">
          <Icon name="triangle-alert" />
          <p>{fillWith(chat.notInstalled, { model: <strong>{readiness.name}</strong> })}</p>
          <form method="post" action="/models">
            <Button icon="download" name="pull" value={readiness.name}>{chat.pull}</Button>
          </form>
          {sessionId !== null && readiness.others.length > 0 && (
            <SwitchForm sessionId={sessionId} others={readiness.others} />
          )}
        </div>
      );
  }
}

function SwitchForm({ sessionId, others }: { sessionId: string; others: string[] }) {
  const { chat } = useTexts();
  return (
    <form method="post" action={`/chat/${sessionId}`} class="switch-form">
      <select name="model" class="input" aria-label={chat.otherModel}>
        {others.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
      <Button name="session" value="switch">{chat.switchModel}</Button>
    </form>
  );
}
