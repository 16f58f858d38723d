/** Says that a chat is temporary, and until when; ends it, or keeps it after all. */
import { Button } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/lib/texts/context.ts";

export function TemporaryNote({ sessionId }: { sessionId: string }) {
  const { temporary } = useTexts();
  return (
    <div class="temporary" data-temporary={sessionId}>
      <Icon name="message-circle-dashed" />
      <p role="note">{temporary.note}</p>
      <form method="post" action={`/chat/${sessionId}/keep`}>
        <Button>{temporary.keep}</Button>
      </form>
      <form method="post" action={`/chat/${sessionId}`}>
        <Button name="session" value="delete">{temporary.close}</Button>
      </form>
    </div>
  );
}
