/** The faults tests ask for by name: each a few steps of `fault_script.ts`. */
import { gzipSync } from "node:zlib";
import {
  asBytes,
  type Body,
  body,
  chatBody,
  chunk,
  chunkedHead,
  done,
  json,
  lines,
  raw,
  type RawAnswer,
  token,
} from "./fault_material.ts";
import type { Fault, Step } from "./fault_script.ts";
import { headText } from "./wire/head_text.ts";

export * from "./fault_bodies.ts";
export { type Body, body, chatBody, done, json, lines, raw, type RawAnswer, token };

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

/** An error line on status 200, after so many lines of the proper answer. */
export const errorLine = (error: unknown, lines = 0): Fault =>
  lines === 0
    ? body(`${JSON.stringify({ error })}\n`)
    : raw("error line", [{ answer: lines }, { line: { error } }, { end: "finish" }]);
/** An error whose text is JSON itself. */
export const nestedError = (message: string, status = 400): Fault =>
  json({ error: JSON.stringify({ error: { code: status, message } }) }, status);
/** A line of so many MiB of content, in one JSON string. */
export const longLine = (mebibytes: number): Fault =>
  raw("long line", function* () {
    yield {
      write: `${
        headText(200, { "Content-Type": "application/x-ndjson", Connection: "close" })
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

/** The body in pieces cut at these byte offsets, `gapMs` apart. */
export const cutAt = (content: Body, offsets: readonly number[], gapMs = 2): Fault =>
  raw("cut", () => {
    const bytes = asBytes(content);
    const start = asBytes(
      headText(200, { "Content-Type": "application/x-ndjson", "Content-Length": String(bytes.length) }),
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
    return [{ write: headText(200, headers) }, { write: bytes }, { end: "finish" }];
  });
/** Chunks whose end never comes; the connection is closed instead. */
export const chunkedWithoutEnd = (content: Body): Fault =>
  raw("chunked without end", [{ write: chunkedHead() }, { write: chunk(content) }, { end: "fin" }]);
/** Announces `by` bytes more than it sends, or fewer. */
export const wrongLength = (content: Body, by: number): Fault =>
  raw("wrong length", () => {
    const length = String(asBytes(content).length + by);
    return [{ write: headText(200, { "Content-Type": "application/x-ndjson", "Content-Length": length }) }, {
      write: content,
    }, { end: "fin" }];
  });
export const http10 = (content: Body): Fault =>
  raw("HTTP/1.0", [{ write: "HTTP/1.0 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n" }, {
    write: content,
  }, { end: "fin" }]);

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

function silence(how: number | Promise<unknown>): Step {
  return typeof how === "number" ? { pause: how } : { wait: how };
}
