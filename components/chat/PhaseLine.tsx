/** What is going on before the first word of a reply. */
import type { ComponentChildren } from "preact";
import { formatDuration } from "@/lib/shared/format.ts";
import type { Phase } from "@/lib/shared/chat.ts";

export interface PhaseLineProps {
  phase: Phase;
  model: string;
  /** From this model's history, or null. */
  expectedMs: number | null;
  /** The time that has gone by. */
  children?: ComponentChildren;
}

export function PhaseLine({ phase, model, expectedMs, children }: PhaseLineProps) {
  const words = phaseWords(phase, model);
  if (!words) return null;
  return (
    <p class="phase">
      <span class="pulse" aria-hidden="true" />
      <span>{words}</span>
      {children}
      {expectedMs !== null && <span class="text-ink-faint">about {formatDuration(expectedMs)}</span>}
    </p>
  );
}

/** Thinking and writing show themselves. */
export function phaseWords(phase: Phase, model: string): string | null {
  if (phase === "queued") return "Queued…";
  if (phase === "loading") return `Loading ${model}…`;
  if (phase === "reading_prompt") return "Reading the prompt…";
  return null;
}
