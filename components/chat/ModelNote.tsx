/** What stands in the way of an answer, or makes it wait: the chat's model is not installed, or not in memory. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import type { ModelReadiness } from "@/lib/pages/chat_page.ts";
import { formatDuration } from "@/lib/shared/format.ts";

export interface ModelNoteProps {
  sessionId: string | null;
  readiness: ModelReadiness;
}

export function ModelNote({ sessionId, readiness }: ModelNoteProps) {
  switch (readiness.state) {
    case "ready":
      return null;
    case "not-loaded":
      return (
        <p class="model-note">
          {readiness.name} is not in memory. Loading it took {formatDuration(readiness.expectedMs)} last time.
        </p>
      );
    case "missing":
      return (
        <div role="note" aria-label="Model" class="model-note model-missing">
          <Icon name="triangle-alert" />
          <p>
            <strong>{readiness.name}</strong> is not installed.
          </p>
          <form method="post" action="/models">
            <Button icon="download" name="pull" value={readiness.name}>Pull</Button>
          </form>
          {sessionId !== null && readiness.others.length > 0 && (
            <SwitchForm sessionId={sessionId} others={readiness.others} />
          )}
        </div>
      );
  }
}

function SwitchForm({ sessionId, others }: { sessionId: string; others: string[] }) {
  return (
    <form method="post" action={`/chat/${sessionId}`} class="switch-form">
      <select name="model" class="input" aria-label="Other model">
        {others.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
      <Button name="session" value="switch">Switch</Button>
    </form>
  );
}
