/** What is going on before the first word of a reply. */
import type { ComponentChildren } from "preact";
import { useLiveTexts } from "@/lib/texts/context.ts";
import { formatDuration } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";
import type { Phase } from "@/lib/shared/chat.ts";

export interface PhaseLineProps {
  phase: Phase;
  /** Null when nobody knows which. */
  model: string | null;
  /** From this model's history, or null. */
  expectedMs: number | null;
  /** The time that has gone by. */
  children?: ComponentChildren;
}

export function PhaseLine({ phase, model, expectedMs, children }: PhaseLineProps) {
  const { turn, format } = useLiveTexts();
  const words = phaseWords(phase, model ?? turn.someModel, turn);
  if (!words) return null;
  return (
    <p class="phase">
      <span class="pulse" aria-hidden="true" />
      <span>{words}</span>
      {children}
      {expectedMs !== null && (
        <span class="text-ink-faint">
          {fill(turn.about, { time: roughly(expectedMs, format) })}
        </span>
      )}
    </p>
  );
}

/** Whole seconds: a guess has no tenths. */
function roughly(ms: number, format: LiveTexts["format"]): string {
  return ms < 9500 ? `${Math.max(1, Math.round(ms / 1000))} s` : formatDuration(ms, format);
}

/** Thinking and writing show themselves. */
function phaseWords(phase: Phase, model: string, turn: LiveTexts["turn"]): string | null {
  if (phase === "queued") return turn.queued;
  if (phase === "loading") return fill(turn.loading, { model });
  if (phase === "reading_prompt") return turn.reading;
  return null;
}
