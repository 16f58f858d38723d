/**
 * The replies that are being written, and those who read along.
 *
 * Owns when a reply runs, is stopped, and is forgotten. Knows nothing of HTTP, SQL or Ollama: a reply is a
 * generator of events that ends by itself soon after its signal is aborted.
 */
import { setImmediate } from "node:timers";
import { describeError } from "@/lib/errors.ts";
import type { ChatEvent, NumberedEvent } from "@/lib/shared/chat.ts";
import { ReplyLog } from "./reply_log.ts";

export interface LiveOptions {
  /** Events kept a reply. */
  bufferSize: number;
  /** How long a foreground reply whose last reader left goes on. */
  graceMs: number;
  /** How long the events of an ended reply are kept. */
  keepMs?: number;
}

export interface LiveReply {
  replyId: string;
  sessionId: string;
  /** Goes on when nobody reads. */
  isBackground: boolean;
}

export type ReplySource = (signal: AbortSignal) => AsyncIterable<ChatEvent>;

/** Why a reply was ended from outside: the reason of its signal. */
export class ReplyEnded extends Error {
  constructor(readonly why: "stopped" | "shutdown") {
    super(`The reply was ended: ${why}.`);
    this.name = "AbortError";
  }
}

export class Live {
  #replies = new Map<string, Running>();
  #isClosing = false;
  #line = Promise.resolve();

  constructor(readonly options: LiveOptions) {}

  /** How many replies are being written. */
  get active(): number {
    return this.#running().length;
  }

  start(reply: LiveReply, source: ReplySource): void {
    this.#replies.get(reply.replyId)?.forget?.();
    const running = new Running(reply, this.options);
    this.#replies.set(reply.replyId, running);
    if (this.#isClosing) running.end("shutdown");
    void running.run(source).then(() => this.#forgetLater(running));
  }

  /** Readers of the events after `after`; undefined when the reply is neither running nor just ended. */
  watch(replyId: string, after = 0): AsyncIterableIterator<NumberedEvent[]> | undefined {
    const running = this.#replies.get(replyId);
    return running && new Reader(running, after);
  }

  /** Whether it is known here, running or just ended, and has nothing after `after`. */
  isFinishedAt(replyId: string, after: number): boolean {
    const log = this.#replies.get(replyId)?.log;
    return log !== undefined && log.hasEnded && after === log.lastId;
  }

  isRunning(replyId: string): boolean {
    return this.#replies.get(replyId)?.log.hasEnded === false;
  }

  runningIn(sessionId: string): string | undefined {
    return this.#running().find((running) => running.reply.sessionId === sessionId)?.reply.replyId;
  }

  hasReaders(replyId: string): boolean {
    return (this.#replies.get(replyId)?.readers ?? 0) > 0;
  }

  /** Resolves when the reply has its last event; at once when it is not running. */
  async stop(replyId: string): Promise<void> {
    const running = this.#replies.get(replyId);
    if (!running) return;
    running.end("stopped");
    await running.log.ended;
  }

  /**
   * For the costly moments of a turn, its begin and its end: one a round of the event loop, with the tokens of the
   * other replies between them.
   */
  standInLine(): Promise<void> {
    return this.#line = this.#line.then(() => new Promise((resolve) => setImmediate(resolve)));
  }

  /** Ends every reply with a last event; later ones end at once. */
  async shutdown(): Promise<void> {
    this.#isClosing = true;
    const running = this.#running();
    for (const reply of running) reply.end("shutdown");
    await Promise.all(running.map((reply) => reply.log.ended));
    for (const reply of this.#replies.values()) reply.forget?.();
  }

  #running(): Running[] {
    return [...this.#replies.values()].filter((running) => !running.log.hasEnded);
  }

  #forgetLater(running: Running): void {
    const forget = () => {
      clearTimeout(timer);
      if (this.#replies.get(running.reply.replyId) === running) this.#replies.delete(running.reply.replyId);
    };
    const timer = setTimeout(forget, this.options.keepMs ?? 60_000);
    running.forget = forget;
    if (this.#isClosing) forget();
  }
}

class Running {
  readonly log: ReplyLog;
  readers = 0;
  /** Set once it has ended. */
  forget: (() => void) | undefined;
  #abort = new AbortController();
  #grace: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly reply: LiveReply, readonly options: LiveOptions) {
    this.log = new ReplyLog(options.bufferSize);
  }

  async run(source: ReplySource): Promise<void> {
    try {
      for await (const event of source(this.#abort.signal)) this.log.append(event);
    } catch (error) {
      // The source closes its reply itself; it throws only when even that was not possible.
      const { code, message } = describeError(error);
      this.log.append({ event: "error", data: { code, message, message_id: this.reply.replyId } });
    } finally {
      clearTimeout(this.#grace);
      this.log.end();
    }
  }

  end(why: "stopped" | "shutdown"): void {
    this.#abort.abort(new ReplyEnded(why));
  }

  join(): void {
    this.readers += 1;
    clearTimeout(this.#grace);
  }

  leave(): void {
    this.readers -= 1;
    if (this.readers > 0 || this.reply.isBackground || this.log.hasEnded) return;
    if (this.options.graceMs === 0) this.end("stopped");
    else this.#grace = setTimeout(() => this.end("stopped"), this.options.graceMs);
  }
}

/** Counts as a reader from its making, not from its first read: a client may leave before that. */
class Reader implements AsyncIterableIterator<NumberedEvent[]> {
  #isOpen = true;

  constructor(readonly running: Running, public after: number) {
    running.join();
  }

  async next(): Promise<IteratorResult<NumberedEvent[], undefined>> {
    const { log } = this.running;
    while (this.#isOpen) {
      const value = log.since(this.after);
      if (value.length > 0) {
        this.after = value.at(-1)!.id;
        return { value };
      }
      if (log.hasEnded) break;
      await log.change();
    }
    return await this.return();
  }

  return(): Promise<IteratorResult<NumberedEvent[], undefined>> {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.running.leave();
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
