/**
 * The bytes a client has sent and nobody has read yet.
 *
 * Owns waiting for more of them. Knows nothing of HTTP.
 */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  #size = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** Up to and including `mark`; undefined when the client ends before it, or sends `limit` bytes without it. */
  async takeThrough(mark: string, limit: number): Promise<string | undefined> {
    const wanted = new TextEncoder().encode(mark);
    let searched = 0;
    while (true) {
      const bytes = this.#joined();
      const at = indexOf(bytes, wanted, Math.max(0, searched - wanted.length));
      if (at >= 0) return latin1.decode(this.#takeNow(at + wanted.length));
      if (this.#ended || bytes.length > limit) return undefined;
      searched = bytes.length;
      await this.#more();
    }
  }

  /** Exactly `count` bytes; undefined when the client ends before. */
  async take(count: number): Promise<Uint8Array | undefined> {
    while (this.#size < count) {
      if (this.#ended) return undefined;
      await this.#more();
    }
    return this.#takeNow(count);
  }

  #takeNow(count: number): Uint8Array {
    const bytes = this.#joined();
    this.#chunks = count < bytes.length ? [bytes.subarray(count)] : [];
    this.#size = bytes.length - count;
    return bytes.subarray(0, count);
  }

  #joined(): Uint8Array {
    const first = this.#chunks[0];
    if (this.#chunks.length === 1 && first) return first;
    const joined = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = this.#size > 0 ? [joined] : [];
    return joined;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

const latin1 = new TextDecoder("latin1");

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0]!;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
