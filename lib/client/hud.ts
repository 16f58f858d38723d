/** The figures of the newest reply: live while it streams, Ollama's own when it is done. */
import type { Metrics } from "@/lib/shared/message.ts";
import { hear } from "./bus.ts";

export interface Figures {
  tokensPerSecond: number | null;
  tokens: number | null;
  firstTokenMs: number | null;
  context: { used: number; window: number } | null;
}

export function figuresOf(metrics: Metrics | null): Figures {
  const { context_used: used, context_window: window } = metrics ?? {};
  return {
    tokensPerSecond: metrics?.tokens_per_second ?? null,
    tokens: metrics?.completion_tokens ?? null,
    firstTokenMs: metrics?.time_to_first_token_ms ?? null,
    context: used && window ? { used, window } : null,
  };
}

/** The share of what is typed, for the style sheet: typing renders nothing. */
export function watchShare({ style }: HTMLElement): () => void {
  return hear("composer:share", ({ from, to }) => {
    style.setProperty("--from", `${from * 100}%`);
    style.setProperty("--to", `${to * 100}%`);
  });
}

/** The context is not known before the end: until then it stays what it was. */
export function watchFigures(show: (change: Partial<Figures>) => void): () => void {
  return hear("turn:event", ({ event, data }) => {
    if (event === "metrics") {
      show({
        tokensPerSecond: data.tokens_per_second,
        tokens: data.completion_tokens,
        firstTokenMs: data.time_to_first_token_ms,
      });
    } else if (event === "start") {
      show({ tokensPerSecond: null, tokens: null, firstTokenMs: null });
    } else if (event === "done") {
      const { context, ...figures } = figuresOf(data.message.metrics);
      show(context ? { ...figures, context } : figures);
    }
  });
}
