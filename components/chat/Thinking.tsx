/** The reasoning before a reply, folded away once it is over. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { formatDuration } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface ThinkingProps {
  /** How long it took; null while it goes on, or when nobody knows. */
  durationMs: number | null;
  isLive?: boolean;
  children: ComponentChildren;
}

export function Thinking({ durationMs, isLive = false, children }: ThinkingProps) {
  const { message: texts, format } = useLiveTexts();
  return (
    <details class="thinking" data-live={isLive ? "true" : undefined}>
      <summary>
        <Icon name="brain" />
        <span>
          {durationMs === null
            ? texts.thinking
            : fill(texts.thoughtFor, { time: formatDuration(Math.max(durationMs, 100), format) })}
        </span>
        <Icon name="chevron-right" class="turns" />
      </summary>
      <div class="thinking-text">{children}</div>
    </details>
  );
}
