/** The faults tests ask for by name: each a few steps of `fault_script.ts`. */
import { gzipSync } from "node:zlib";
import type { Fault, Step } from "./fault_script.ts";

type Body = string | Uint8Array;
export interface RawAnswer {
  status?: number;
  /** In place of the usual ones; no Content-Length or Transfer-Encoding is added. */
  headers?: Record<string, string>;
}

const encoder = new TextEncoder();

/** Any steps under a name. */
export function raw(
  name: string,
  steps: readonly Step[] | (() => Iterable<Step> | AsyncIterable<Step>),
): Fault {
  return { name, play: typeof steps === "function" ? steps : () => steps };
}

// — connections ————————————————————————————————————————————————————————————

/** The connection is closed before any answer. */
export const refuse = (how: "fin" | "rst" = "fin"): Fault => raw("refuse", [{ end: how }]);
/** No answer, ever. */
export const hang = (): Fault => raw("hang", [{ end: "hang" }]);
export const headersThenSilence = (): Fault =>
  raw("headers, then silence", [{ write: chunkedHead() }, { end: "hang" }]);
/** Silence of so many milliseconds, or until the promise, before the proper answer. */
export const delay = (how: number | Promise<unknown>): Fault =>
  raw("delay", [silence(how), { answer: "rest" }]);
/** Silence after so many lines of the proper answer, which then goes on. */
export const stallAfter = (lines: number, how: number | Promise<unknown>): Fault =>
  raw("stall", [{ answer: lines }, silence(how), { answer: "rest" }]);
export const silenceAfter = (lines: number): Fault => raw("silence", [{ answer: lines }, { end: "hang" }]);
export const closeAfter = (lines: number, how: "fin" | "rst" = "fin"): Fault =>
  raw("close in mid-stream", [{ answer: lines }, { end: how }]);
export const closeMidLine = (lines: number, how: "fin" | "rst" = "fin"): Fault =>
  raw("close in mid-line", [{ answer: lines }, { write: '40\r\n{"model":"m","message":{"con' }, {
    end: how,
  }]);
/** The answer's body ends in good order after so many lines, without its last one. */
export const endWithoutDone = (lines: number): Fault =>
  raw("end without done", [{ answer: lines }, { end: "finish" }]);
export const runnerCrash = (lines: number): Fault =>
  errorLine("an error was encountered while running the model: unexpected EOF", lines);
/** The request's body is not read for so long. */
export const slowToRead = (how: number | Promise<unknown>): Fault => ({
  name: "slow to read",
  isEarly: true,
  play: () => [silence(how)],
});

// — lines ——————————————————————————————————————————————————————————————————

/** An error line on status 200, after so many lines of the proper answer. */
export const errorLine = (error: unknown, lines = 0): Fault =>
  lines === 0
    ? body(`${JSON.stringify({ error })}\n`)
    : raw("error line", [{ answer: lines }, { line: { error } }, { end: "finish" }]);
/** An error whose text is JSON itself. */
export const nestedError = (message: string, status = 400): Fault =>
  json({ error: JSON.stringify({ error: { code: status, message } }) }, status);
/** A whole ndjson answer, byte for byte. */
export const body = (content: Body, answer: RawAnswer = {}): Fault =>
  raw("body", [{ write: whole(content, answer) }, { end: "finish" }]);
/** The answer to a chat: these values, one a line. */
export const lines = (values: readonly unknown[], end = "\n"): Fault =>
  body(values.map((value) => JSON.stringify(value) + end).join(""));
export const json = (value: unknown, status = 200): Fault =>
  body(JSON.stringify(value), { status, headers: { "Content-Type": "application/json; charset=utf-8" } });
/** A line of so many MiB of content, in one JSON string. */
export const longLine = (mebibytes: number): Fault =>
  raw("long line", function* () {
    yield {
      write: `${
        head(200, { "Content-Type": "application/x-ndjson", Connection: "close" })
      }{"model":"m","message":{"role":"assistant","content":"`,
    };
    for (let left = mebibytes; left > 0; left--) yield { write: "x".repeat(1024 * 1024) };
    yield { write: `"},"done":false}\n${JSON.stringify(done())}\n` };
    yield { end: "fin" };
  });
/** Lines for ever, `everyMs` apart. */
export const endless = (everyMs: number): Fault =>
  raw("endless", function* () {
    yield { write: chunkedHead() };
    for (let count = 0;; count++) {
      yield { write: chunk(`${JSON.stringify(token(` ${count}`))}\n`) };
      yield { pause: everyMs };
    }
  });

// — bytes ——————————————————————————————————————————————————————————————————

/** The body in pieces cut at these byte offsets, `gapMs` apart. */
export const cutAt = (content: Body, offsets: readonly number[], gapMs = 2): Fault =>
  raw("cut", () => {
    const bytes = asBytes(content);
    const start = encoder.encode(
      head(200, { "Content-Type": "application/x-ndjson", "Content-Length": String(bytes.length) }),
    );
    const edges = [0, ...offsets, bytes.length];
    const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
    return [{ write: start }, ...pieces.flatMap((write): Step[] => [{ pause: gapMs }, { write }]), {
      end: "finish",
    }];
  });
export const slowBytes = (content: Body, everyMs: number): Fault =>
  cutAt(content, Array.from({ length: asBytes(content).length - 1 }, (_, index) => index + 1), everyMs);
export const gzipped = (content: Body): Fault =>
  raw("gzip", () => {
    const bytes = gzipSync(content);
    const headers = {
      "Content-Type": "application/x-ndjson",
      "Content-Encoding": "gzip",
      "Content-Length": String(bytes.length),
    };
    return [{ write: head(200, headers) }, { write: bytes }, { end: "finish" }];
  });
/** Chunks whose end never comes; the connection is closed instead. */
export const chunkedWithoutEnd = (content: Body): Fault =>
  raw("chunked without end", [{ write: chunkedHead() }, { write: chunk(content) }, { end: "fin" }]);
/** Announces `by` bytes more than it sends, or fewer. */
export const wrongLength = (content: Body, by: number): Fault =>
  raw("wrong length", () => {
    const length = String(asBytes(content).length + by);
    return [{ write: head(200, { "Content-Type": "application/x-ndjson", "Content-Length": length }) }, {
      write: content,
    }, { end: "fin" }];
  });
export const http10 = (content: Body): Fault =>
  raw("HTTP/1.0", [{ write: "HTTP/1.0 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n" }, {
    write: content,
  }, { end: "fin" }]);

// — statuses ———————————————————————————————————————————————————————————————

export const status = (code: number, error = "fault", headers: Record<string, string> = {}): Fault =>
  body(JSON.stringify({ error }), {
    status: code,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
  });
export const html = (code: number, content = "<html><body><h1>Bad gateway</h1></body></html>"): Fault =>
  body(content, { status: code, headers: { "Content-Type": "text/html" } });
export const empty = (code: number): Fault => body("", { status: code, headers: {} });
export const redirect = (url: string, code: 301 | 302 | 307 | 308 = 302): Fault =>
  body("", { status: code, headers: { Location: url } });

// — material for whole answers —————————————————————————————————————————————

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

function silence(how: number | Promise<unknown>): Step {
  return typeof how === "number" ? { pause: how } : { wait: how };
}

function head(code: number, headers: Record<string, string>): string {
  return `HTTP/1.1 ${code} Status\r\n${
    Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")
  }\r\n`;
}

function chunkedHead(): string {
  return head(200, { "Content-Type": "application/x-ndjson", "Transfer-Encoding": "chunked" });
}

function chunk(content: Body): string | Uint8Array {
  const bytes = asBytes(content);
  return join(encoder.encode(`${bytes.length.toString(16)}\r\n`), bytes, encoder.encode("\r\n"));
}

function whole(
  content: Body,
  { status: code = 200, headers = { "Content-Type": "application/x-ndjson" } }: RawAnswer,
): Uint8Array {
  const bytes = asBytes(content);
  return join(encoder.encode(head(code, { ...headers, "Content-Length": String(bytes.length) })), bytes);
}

function asBytes(content: Body): Uint8Array {
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
