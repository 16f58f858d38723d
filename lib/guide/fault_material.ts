/** What faults are made of: lines of a chat, and pieces of HTTP answers as bytes. */
import type { Fault, Step } from "./fault_script.ts";
import { headText } from "./wire/head_text.ts";

export type Body = string | Uint8Array;
export interface RawAnswer {
  status?: number;
  /** In place of the usual ones; Content-Length is added. */
  headers?: Record<string, string>;
}

/** Any steps under a name. */
export function raw(
  name: string,
  steps: readonly Step[] | (() => Iterable<Step> | AsyncIterable<Step>),
): Fault {
  return { name, play: typeof steps === "function" ? steps : () => steps };
}

/** A whole ndjson answer, byte for byte. */
export const body = (content: Body, answer: RawAnswer = {}): Fault =>
  raw("body", [{ write: whole(content, answer) }, { end: "finish" }]);

/** The answer to a chat: these values, one a line. */
export const lines = (values: readonly unknown[], end = "\n"): Fault =>
  body(values.map((value) => JSON.stringify(value) + end).join(""));

export const json = (value: unknown, status = 200): Fault =>
  body(JSON.stringify(value), { status, headers: { "Content-Type": "application/json; charset=utf-8" } });

/** One line of a chat, and its last. */
export const token = (content: unknown, model = "m") => ({
  model,
  created_at: "2026-11-22T14:31:39.817292463Z",
  message: { role: "assistant", content },
  done: false,
});
export const done = (model = "m", evalCount = 2) => ({
  ...token("", model),
  done: true,
  done_reason: "stop",
  total_duration: 353369942,
  load_duration: 340743762,
  prompt_eval_count: 22,
  prompt_eval_duration: 8499217,
  eval_count: evalCount,
  eval_duration: 3108343,
});
/** The lines of a whole chat as text. */
export const chatBody = (tokens: readonly string[], end = "\n"): string =>
  [...tokens.map((text) => token(text)), done("m", tokens.length + 1)].map((line) =>
    JSON.stringify(line) + end
  ).join("");

export function chunkedHead(): string {
  return headText(200, { "Content-Type": "application/x-ndjson", "Transfer-Encoding": "chunked" });
}

export function chunk(content: Body): Uint8Array {
  const bytes = asBytes(content);
  return join(encoder.encode(`${bytes.length.toString(16)}\r\n`), bytes, encoder.encode("\r\n"));
}

function whole(
  content: Body,
  { status: code = 200, headers = { "Content-Type": "application/x-ndjson" } }: RawAnswer,
): Uint8Array {
  const bytes = asBytes(content);
  return join(encoder.encode(headText(code, { ...headers, "Content-Length": String(bytes.length) })), bytes);
}

export function asBytes(content: Body): Uint8Array {
  return typeof content === "string" ? encoder.encode(content) : content;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const encoder = new TextEncoder();
