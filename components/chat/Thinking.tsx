/** The reasoning before a reply, folded away once it is over. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { formatDuration } from "@/lib/shared/format.ts";

export interface ThinkingProps {
  /** How long it took; null while it goes on, or when nobody knows. */
  durationMs: number | null;
  isLive?: boolean;
  children: ComponentChildren;
}

export function Thinking({ durationMs, isLive = false, children }: ThinkingProps) {
  return (
    <details class="thinking" data-live={isLive ? "true" : undefined}>
      <summary>
        <Icon name="brain" />
        <span>{durationMs === null ? "Thinking" : `Thought for ${formatDuration(durationMs)}`}</span>
        <Icon name="chevron-right" class="turns" />
      </summary>
      <div class="thinking-text">{children}</div>
    </details>
  );
}
