/** Figures of the newest reply, live while one streams. Each is there only when it is known. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Meter } from "@/components/Meter.tsx";
import { figuresOf, watchFigures, watchShare } from "@/lib/client/hud.ts";
import type { Metrics } from "@/lib/shared/message.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";
import {
  formatDuration,
  formatNumber,
  formatSpeed,
  type FormatTexts,
  formatTokens,
} from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface MetricsHudProps {
  /** Of the newest reply on the current branch. */
  metrics: Metrics | null;
}

export default function MetricsHud({ metrics }: MetricsHudProps) {
  const { hud, format } = useLiveTexts();
  const figures = useSignal(figuresOf(metrics));
  const root = useRef<HTMLElement>(null);
  useLayoutEffect(() => watchFigures((change) => figures.value = { ...figures.value, ...change }), []);
  useLayoutEffect(() => watchShare(root.current!), []);
  const { tokensPerSecond, tokens, firstTokenMs, context } = figures.value;
  return (
    <section ref={root} class="hud" aria-label={hud.title}>
      {tokensPerSecond !== null && <span>{formatSpeed(tokensPerSecond, format)}</span>}
      {tokens !== null && <span>{formatTokens(tokens, format)}</span>}
      {firstTokenMs !== null && (
        <span>{fill(hud.firstToken, { time: formatSeconds(firstTokenMs, format) })}</span>
      )}
      {context && (
        <div class="gauge">
          <Meter label={hud.context} value={Math.min(context.used, context.window)} max={context.window} />
        </div>
      )}
    </section>
  );
}

/** Always in seconds, so that the figure does not jump between units: `0.8 s`. */
function formatSeconds(ms: number, format: FormatTexts): string {
  return ms < 9950 ? `${formatNumber(ms / 1000, format, 1)} s` : formatDuration(ms, format);
}
