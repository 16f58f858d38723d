/** The lines of an answer: chat's have a `message`, generate's a `response`. */
import { utcTime } from "../wire/go_text.ts";
import type { Ask } from "./ask.ts";
import type { EndReason, Piece } from "./pieces.ts";

export interface AnswerShape {
  /** Content type of the stream; default ndjson. */
  type?: string;
  /** A value as text of the stream; default one line of JSON. */
  frame?: (value: unknown) => string;
  /** What closes the stream after the last value. */
  end?: (metrics: Metrics) => string;
  piece: (piece: Piece) => unknown;
  /** The last line, holding `pieces` when they were not streamed. */
  last: (inLast: Piece | undefined, pieces: readonly Piece[], metrics: Metrics | { done: false }) => unknown;
}

export type Metrics = Record<string, number | string | boolean>;

interface Measured {
  totalMs: number;
  loadMs: number;
  promptTokens: number;
  promptMs: number;
  evalCount: number;
  evalMs: number;
}

/** Durations in nanoseconds; what is 0 is left out, as Go does. */
export function metricsOf(measured: Measured, end: EndReason): Metrics {
  const counts = {
    total_duration: nanoseconds(measured.totalMs),
    load_duration: nanoseconds(measured.loadMs),
    prompt_eval_count: measured.promptTokens,
    prompt_eval_duration: nanoseconds(measured.promptMs),
    eval_count: measured.evalCount,
    eval_duration: nanoseconds(measured.evalMs),
  };
  const filled = Object.entries(counts).filter(([, value]) => value !== 0);
  return { done: true, done_reason: end, ...Object.fromEntries(filled) };
}

export function chatShape(ask: Ask, now: () => number): AnswerShape {
  const line = (message: object, rest: object) => ({
    model: ask.name,
    created_at: utcTime(now()),
    message: { role: "assistant", ...message },
    ...rest,
  });
  return {
    piece: (piece) => line(contentOf([piece]), { ...logprobsOf(ask, [piece]), done: false }),
    last: (inLast, pieces, metrics) =>
      line(contentOf(inLast ? [inLast] : pieces), { ...logprobsOf(ask, pieces), ...metrics }),
  };
}

export function generateShape(ask: Ask, now: () => number, promptTokens: () => number): AnswerShape {
  const line = (pieces: readonly Piece[], rest: object) => {
    const { content, ...others } = contentOf(pieces);
    return { model: ask.name, created_at: utcTime(now()), response: content, ...others, ...rest };
  };
  return {
    piece: (piece) => line([piece], { ...logprobsOf(ask, [piece]), done: false }),
    last: (inLast, pieces, metrics) =>
      line(inLast ? [inLast] : pieces, {
        ...logprobsOf(ask, pieces),
        ...metrics,
        ...("eval_count" in metrics && !ask.raw ? { context: contextOf(promptTokens(), metrics) } : {}),
      }),
  };
}

export function contentOf(
  pieces: readonly Piece[],
): { content: string; thinking?: string; tool_calls?: unknown } {
  const joined = (kind: "content" | "thinking") =>
    pieces.map((piece) => piece.kind === kind ? piece.text : "").join("");
  const calls = pieces.flatMap((piece) => piece.kind === "tool_calls" ? piece.calls : []);
  const thinking = joined("thinking");
  return {
    content: joined("content"),
    ...(thinking === "" ? {} : { thinking }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

function logprobsOf(ask: Ask, pieces: readonly Piece[]): { logprobs?: unknown } {
  if (!ask.logprobs || pieces.length === 0) return {};
  return {
    logprobs: pieces.flatMap((piece) =>
      piece.kind === "tool_calls" ? [] : [{
        token: piece.text,
        logprob: -0.0017,
        ...(piece.text === "" ? {} : { bytes: [...new TextEncoder().encode(piece.text)] }),
      }]
    ),
  };
}

/** Stands for the token numbers that the real server returns; only their count means something here. */
function contextOf(promptTokens: number, metrics: Metrics): number[] {
  const length = Math.min(promptTokens + Number(metrics.eval_count), 4096);
  return Array.from({ length }, (_, index) => (index * 7919) % 32_000 + 1);
}

function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}
