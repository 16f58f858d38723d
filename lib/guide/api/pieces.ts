/**
 * From a model's reply to the pieces that are sent: thinking split off, stop texts and limits obeyed.
 *
 * Lazy, so that a reply without end costs nothing. Knows nothing of lines or speed.
 */
import type { Reply } from "../models/definition.ts";
import { tokensOf } from "../models/tokens.ts";

export interface ToolCall {
  id: string;
  function: { index: number; name: string; arguments: Record<string, unknown> };
}

export type Piece =
  | { kind: "content" | "thinking"; text: string; tokens: number }
  | { kind: "tool_calls"; calls: readonly ToolCall[]; tokens: number; isLast: boolean };

/** `stuck`: one token over and over; the server breaks off without a last line. */
export type EndReason = "stop" | "length" | "stuck";

export interface Limits {
  stop: readonly string[];
  maxTokens: number;
  repeatLimit: number;
  /** Thinking goes in its own field; otherwise its tags stay in the content. */
  splitsThinking: boolean;
  /** Undefined when the request brought no tools: a call then comes as text. */
  toolPath: "template" | "gguf" | undefined;
}

export function* piecesOf(reply: Reply, limits: Limits): Generator<Piece, EndReason> {
  let count = 0;
  let repeats = 0;
  let former = "";
  let held = "";
  for (const { kind, text } of rawTokens(reply, limits)) {
    repeats = text.trim() === former ? repeats + 1 : 0;
    former = text.trim();
    if (repeats > limits.repeatLimit) return "stuck";
    count++;
    const { free, rest, isStopped } = beforeStop(held + text, limits.stop);
    held = rest;
    if (free !== "" || text === "") yield { kind, text: free, tokens: count };
    if (isStopped) return "stop";
    if (count >= limits.maxTokens) {
      if (held !== "") yield { kind, text: held, tokens: count };
      return "length";
    }
  }
  if (held !== "") yield { kind: "content", text: held, tokens: count };
  if (limits.toolPath && reply.toolCalls) {
    const isLast = limits.toolPath === "gguf";
    const calls = reply.toolCalls.map((call, index) => ({
      id: isLast ? randomText(32, mixed) : `call_${randomText(8, lower)}`,
      function: { index, ...call },
    }));
    yield { kind: "tool_calls", calls, tokens: count + 1, isLast };
  }
  return "stop";
}

function* rawTokens(
  reply: Reply,
  { splitsThinking, toolPath }: Limits,
): Generator<{ kind: "content" | "thinking"; text: string }> {
  if (reply.thinking !== undefined) {
    const kind = splitsThinking ? "thinking" : "content";
    if (!splitsThinking) yield { kind, text: "<think>" };
    for (const text of asTokens(reply.thinking)) yield { kind, text };
    if (!splitsThinking) yield { kind, text: "</think>" };
  }
  for (const text of asTokens(reply.content)) yield { kind: "content", text };
  if (!toolPath && reply.toolCalls) {
    for (const text of asTokens(JSON.stringify(reply.toolCalls))) yield { kind: "content", text };
  }
}

function asTokens(text: string | Iterable<string>): Iterable<string> {
  return typeof text === "string" ? tokensOf(text) : text;
}

/** What may be sent, and what must wait because it could be the beginning of a stop text. */
function beforeStop(
  text: string,
  stops: readonly string[],
): { free: string; rest: string; isStopped: boolean } {
  if (stops.length === 0) return { free: text, rest: "", isStopped: false };
  const found = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  if (found.length > 0) return { free: text.slice(0, Math.min(...found)), rest: "", isStopped: true };
  const longest = Math.max(...stops.map((stop) => stop.length));
  for (let from = Math.max(0, text.length - longest + 1); from < text.length; from++) {
    if (stops.some((stop) => stop.startsWith(text.slice(from)))) {
      return { free: text.slice(0, from), rest: text.slice(from), isStopped: false };
    }
  }
  return { free: text, rest: "", isStopped: false };
}

const lower = "abcdefghijklmnopqrstuvwxyz0123456789";
const mixed = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

function randomText(length: number, letters: string): string {
  return Array.from({ length }, () => letters[Math.floor(Math.random() * letters.length)]).join("");
}
