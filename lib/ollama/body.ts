/** Reads answer bodies: whole and capped, or as batches of what came in one go. */
import type { IncomingMessage } from "node:http";
import { OllamaDroppedError, OllamaRejectedError, OllamaTimeoutError } from "@/lib/errors.ts";

/** Silence allowed before the next bytes; asked anew before each read. 0 = for ever. */
export type IdleLimit = () => number;

/**
 * The body as batches: everything that arrived since the last read is one item. A reader that is slow
 * makes the socket wait. Ends the connection when the loop ends early.
 */
export async function* readBatches(body: IncomingMessage, idleMs: IdleLimit): AsyncGenerator<Uint8Array[]> {
  const inbox = new Inbox(body);
  try {
    while (true) {
      const batch = await inbox.take(idleMs());
      if (batch.length === 0) return;
      yield batch;
    }
  } finally {
    body.destroy();
  }
}

/** For short answers only: at most `limit` bytes of UTF-8. */
export async function readText(body: IncomingMessage, limit: number, idleMs = 30_000): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const batch of readBatches(body, () => idleMs)) {
    for (const chunk of batch) {
      size += chunk.length;
      if (size > limit) throw new OllamaRejectedError(`Ollama's answer is larger than ${limit} bytes.`);
      text += decoder.decode(chunk, { stream: true });
    }
  }
  return text + decoder.decode();
}

const pauseAbove = 1024 * 1024;

/** Collects a body's chunks between two reads. */
class Inbox {
  #chunks: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(readonly body: IncomingMessage) {
    body.on("data", (chunk: Uint8Array) => {
      this.#chunks.push(chunk);
      this.#size += chunk.length;
      if (this.#size > pauseAbove) body.pause();
      this.#wake?.();
    });
    body.on("end", () => this.#end());
    body.on("error", (error) => this.#end(dropped(error)));
    body.on("close", () => this.#end(body.complete ? undefined : dropped()));
  }

  /** What is there, or comes within the time. Empty = the end. */
  async take(idleMs: number): Promise<Uint8Array[]> {
    if (this.#chunks.length === 0 && !this.#ended) await this.#arrival(idleMs);
    const batch = this.#chunks;
    this.#chunks = [];
    this.#size = 0;
    this.body.resume();
    if (batch.length === 0 && this.#error) throw this.#error;
    return batch;
  }

  #arrival(idleMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#wake = resolve;
    if (idleMs === 0) return promise;
    const timer = setTimeout(() => reject(silent(idleMs)), idleMs);
    return promise.finally(() => clearTimeout(timer));
  }

  #end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wake?.();
  }
}

function dropped(cause?: Error): Error {
  return new OllamaDroppedError(
    "The connection to Ollama broke off in the middle of its answer. What came is kept: continue it, or try again.",
    cause,
  );
}

function silent(idleMs: number): Error {
  return new OllamaTimeoutError(
    `Ollama has been silent for ${Math.round(idleMs / 1000)} s in the middle of its answer. ` +
      "What came is kept: continue it, or look at Ollama's log.",
  );
}
