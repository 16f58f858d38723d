/** Which of several versions of a message is shown, and the way to its neighbours. */
import { IconButton } from "@/components/IconButton.tsx";
import { messageFormId } from "@/components/chat/MessageActions.tsx";
import { useLiveTexts } from "@/lib/texts/context.ts";
import type { Message } from "@/lib/shared/message.ts";

export function VariantSwitch({ message }: { message: Message }) {
  const { message: texts } = useLiveTexts();
  const { index, count } = message.variant;
  return (
    <span class="variants">
      <IconButton
        label={texts.previous}
        icon="chevron-left"
        data-action="previous"
        form={messageFormId}
        name="previous"
        value={message.id}
        disabled={index === 0}
      />
      <span class="tabular-nums">{index + 1} / {count}</span>
      <IconButton
        label={texts.next}
        icon="chevron-right"
        data-action="next"
        form={messageFormId}
        name="next"
        value={message.id}
        disabled={index === count - 1}
      />
    </span>
  );
}
