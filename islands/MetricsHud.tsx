/** Figures of the newest reply, live while one streams. Each is there only when it is known. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { Meter } from "@/components/Meter.tsx";
import { figuresOf, watchFigures } from "@/lib/client/hud.ts";
import { formatDuration, formatSpeed, formatTokens } from "@/lib/shared/format.ts";
import type { Metrics } from "@/lib/shared/message.ts";

export interface MetricsHudProps {
  /** Of the newest reply on the current branch. */
  metrics: Metrics | null;
}

export default function MetricsHud({ metrics }: MetricsHudProps) {
  const figures = useSignal(figuresOf(metrics));
  useLayoutEffect(() => watchFigures((change) => figures.value = { ...figures.value, ...change }), []);
  const { tokensPerSecond, tokens, firstTokenMs, context } = figures.value;
  return (
    <section class="hud" aria-label="Metrics">
      {tokensPerSecond !== null && <span>{formatSpeed(tokensPerSecond)}</span>}
      {tokens !== null && <span>{formatTokens(tokens)}</span>}
      {firstTokenMs !== null && <span>first token {formatSeconds(firstTokenMs)}</span>}
      {context && (
        <Meter label="Context" value={Math.min(context.used, context.window)} max={context.window} />
      )}
    </section>
  );
}

/** Always in seconds, so that the figure does not jump between units: `0.8 s`. */
function formatSeconds(ms: number): string {
  return ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : formatDuration(ms);
}
