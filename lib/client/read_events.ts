/**
 * Server-sent events out of a response body, cut anywhere, also inside a character.
 *
 * Owns the wire format and the watch over a connection that has gone silent. Knows nothing of replies.
 */

export type ServerEvent =
  | { event: string; id: number | null; data: unknown }
  | { event: "heartbeat"; id: null; data: null };

/** Nothing came for too long. `bytes` is 0 when nothing ever came: then something on the way holds it back. */
export class SilentStreamError extends Error {
  override name = "SilentStreamError";
  /** @param isAnswered whether the server has said that it takes the request */
  constructor(readonly bytes: number, readonly isAnswered = true) {
    super(bytes === 0 ? "The answer is held back on its way." : "The connection has gone silent.");
  }
}

export interface Patience {
  /** For the first byte. */
  firstByteMs: number;
  /** For each later one. */
  silenceMs: number;
}

/** Every event in order; an unfinished one at the end is no event. @throws SilentStreamError */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  patience: Patience = { firstByteMs: Infinity, silenceMs: Infinity },
): AsyncGenerator<ServerEvent> {
  const lines = new LineSplitter();
  const draft = new EventDraft();
  for await (const bytes of watchedChunks(body, patience)) {
    for (const line of lines.push(bytes)) {
      const event = draft.push(line);
      if (event) yield event;
    }
  }
}

/** Lines end with LF, CRLF or CR; a CR at the end of a chunk may be half of a CRLF. */
class LineSplitter {
  #decoder = new TextDecoder();
  #rest = "";

  push(bytes: Uint8Array<ArrayBuffer>): string[] {
    const text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    const held = text.endsWith("\r") ? "\r" : "";
    const lines = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/);
    this.#rest = lines.pop()! + held;
    return lines;
  }
}

/** An event is finished by an empty line. Comments come out at once, as heartbeats. */
class EventDraft {
  #event = "message";
  #id: number | null = null;
  #data: string[] = [];

  push(line: string): ServerEvent | undefined {
    if (line === "") return this.#finish();
    if (line.startsWith(":")) return { event: "heartbeat", id: null, data: null };
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line)!;
    if (field === "event") this.#event = value!;
    else if (field === "id") this.#id = Number(value);
    else if (field === "data") this.#data.push(value!);
  }

  #finish(): ServerEvent | undefined {
    const event = { event: this.#event, id: this.#id, data: this.#data };
    this.#event = "message";
    this.#id = null;
    this.#data = [];
    return event.data.length > 0 ? { ...event, data: JSON.parse(event.data.join("\n")) } : undefined;
  }
}

async function* watchedChunks(body: ReadableStream<Uint8Array<ArrayBuffer>>, patience: Patience) {
  const reader = body.getReader();
  const watch = new SilenceWatch(patience, (error) => reader.cancel(error));
  try {
    while (true) {
      const { done, value } = await reader.read();
      watch.check();
      if (done) return;
      watch.heard(value.byteLength);
      yield value;
    }
  } finally {
    watch.end();
    await reader.cancel();
  }
}

/** One timer that is pushed forward only when it rings, so that a chunk costs no timer. */
class SilenceWatch {
  #bytes = 0;
  #since = Date.now();
  #timer = 0;
  #error: SilentStreamError | undefined;

  constructor(readonly patience: Patience, readonly giveUp: (error: SilentStreamError) => void) {
    this.#arm(patience.firstByteMs);
  }

  heard(bytes: number) {
    const first = this.#bytes === 0;
    this.#bytes += bytes;
    this.#since = Date.now();
    if (first) this.#arm(this.patience.silenceMs);
  }

  check() {
    if (this.#error) throw this.#error;
  }

  end() {
    clearTimeout(this.#timer);
  }

  #arm(ms: number) {
    clearTimeout(this.#timer);
    if (ms < Infinity) this.#timer = setTimeout(() => this.#ring(), ms) as unknown as number;
  }

  #ring() {
    const limit = this.#bytes === 0 ? this.patience.firstByteMs : this.patience.silenceMs;
    const left = limit - (Date.now() - this.#since);
    if (left > 5) return this.#arm(left);
    this.#error = new SilentStreamError(this.#bytes);
    this.giveUp(this.#error);
  }
}
