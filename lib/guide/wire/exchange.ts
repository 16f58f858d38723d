/**
 * One request and its answer on one connection.
 *
 * Owns the framing of the answer and the news that the client has left. Knows nothing of Ollama; `raw` and `hold` let
 * a fault script put any bytes in place of a proper answer.
 */
import { Buffer } from "node:buffer";
import type { Socket } from "node:net";
import { goJson } from "./go_text.ts";
import { type Headers, headText } from "./head_text.ts";
import type { RequestHead } from "./read_request.ts";

export type Ending = "finished" | "gone" | "broken";

export const contentType = {
  json: "application/json; charset=utf-8",
  plainJson: "application/json",
  lines: "application/x-ndjson",
  events: "text/event-stream",
} as const;

export class Exchange {
  readonly head: RequestHead;
  body: Uint8Array = new Uint8Array();
  /** Aborted when the client closes its side, or the server is closed. */
  readonly gone: AbortSignal;
  readonly ended: Promise<Ending>;
  /** Added to every answer; the CORS check fills it. */
  readonly extraHeaders: Headers = {};
  linesSent = 0;
  #socket: Socket;
  #leave = new AbortController();
  #end!: (how: Ending) => void;
  #open: "no" | "chunked" | "until close" | "done" = "no";
  #linesPerWrite: number;
  #batch: string[] = [];
  #allowedLines = Infinity;
  #allowMore: (() => void) | undefined;
  #reachedHold: (() => void) | undefined;

  constructor(head: RequestHead, socket: Socket, linesPerWrite = 1) {
    this.head = head;
    this.#socket = socket;
    this.#linesPerWrite = linesPerWrite;
    this.gone = this.#leave.signal;
    this.ended = new Promise((resolve) => this.#end = resolve);
  }

  get text(): string {
    return new TextDecoder().decode(this.body);
  }

  get isOver(): boolean {
    return this.#open === "done" || this.gone.aborted;
  }

  get hasStarted(): boolean {
    return this.#open !== "no";
  }

  get keepsConnection(): boolean {
    return this.head.version === "1.1" && this.head.headers.get("connection")?.toLowerCase() !== "close";
  }

  json(status: number, value: unknown, type: string = contentType.json): void {
    this.send(status, { "Content-Type": type }, goJson(value));
  }

  /** A whole answer with its length. */
  send(status: number, headers: Headers, body: string | Uint8Array = ""): void {
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    const bodyless = status === 204 || status === 304;
    const length: Headers = bodyless ? {} : { "Content-Length": String(bytes.length) };
    this.raw(headText(status, { ...headers, ...length, ...this.extraHeaders }));
    if (this.head.method !== "HEAD" && !bodyless) this.raw(bytes);
    this.#over("finished");
  }

  /** Begins an answer of unknown length: chunked, or up to the close for HTTP/1.0. */
  open(status: number, headers: Headers): void {
    this.#open = this.head.version === "1.1" ? "chunked" : "until close";
    const framing: Headers = this.#open === "chunked"
      ? { "Transfer-Encoding": "chunked" }
      : { Connection: "close" };
    this.raw(headText(status, { ...headers, ...framing, ...this.extraHeaders }));
  }

  /** One line as one chunk. False when the caller should await `drained()` before the next. */
  line(value: unknown): boolean {
    return this.write(goJson(value) + "\n");
  }

  write(text: string): boolean {
    if (this.isOver) return true;
    this.#batch.push(text);
    this.linesSent++;
    if (this.linesSent === this.#allowedLines) {
      this.flush();
      this.#reachedHold?.();
      return false;
    }
    return this.#batch.length < this.#linesPerWrite || this.flush();
  }

  flush(): boolean {
    if (this.#batch.length === 0) return true;
    const text = this.#batch.join("");
    this.#batch.length = 0;
    if (this.#open !== "chunked") return this.raw(text);
    return this.raw(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
  }

  /** When the socket takes more, the fault script lets the answer go on, or the client is gone. */
  async drained(): Promise<void> {
    if (this.linesSent >= this.#allowedLines && !this.isOver) {
      await new Promise<void>((resolve) => {
        this.#allowMore = resolve;
        this.gone.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    if (this.isOver || !this.#socket.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      this.#socket.once("drain", resolve);
      this.gone.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  finish(): void {
    if (this.isOver) return;
    this.flush();
    if (this.#open === "chunked") this.raw("0\r\n\r\n");
    this.#over("finished");
  }

  /** Bytes as they are, without framing. */
  raw(bytes: string | Uint8Array): boolean {
    return this.#socket.destroyed || this.#socket.write(bytes);
  }

  /** Lets the answer come as far as `lines` lines; resolves when it is there, or over. */
  hold(lines: number): Promise<void> {
    const reached = new Promise<void>((resolve) => {
      this.#reachedHold = resolve;
      this.ended.then(() => resolve());
    });
    this.#allowedLines = lines;
    if (lines > this.linesSent) this.#allowMore?.();
    return reached;
  }

  /** Leaves what the client sends in the network's buffers, so that it has to wait. */
  stopReading(): void {
    this.#socket.pause();
  }

  goOnReading(): void {
    this.#socket.resume();
  }

  /** Ends the connection itself: `fin` in good order, `rst` by a reset. */
  breakOff(how: "fin" | "rst"): void {
    if (how === "rst") this.#socket.resetAndDestroy();
    else this.#socket.end(() => this.#socket.destroy());
    this.#over("broken");
    this.#leave.abort();
  }

  /** The connection is gone; told by its owner. */
  leave(): void {
    this.#over("gone");
    this.#leave.abort();
  }

  #over(how: Ending): void {
    if (this.#open === "done") return;
    this.#open = "done";
    this.#end(how);
    this.#allowMore?.();
  }
}
