/**
 * The files models consist of: uploaded, downloaded, or half downloaded.
 *
 * A download is shared by all who want the same file; when the last of them leaves, it stops and can be taken up again.
 * How far one has come follows from the clock, so none needs a timer of its own.
 */
import { pause } from "./pacer.ts";
import { type Layer, PullError, type Registry } from "./registry.ts";

interface Blob {
  size: number;
  completed: number;
  bytes?: Uint8Array;
}

interface Download {
  readers: number;
  begunAt: number;
  from: number;
}

export class Blobs {
  #blobs = new Map<string, Blob>();
  #downloads = new Map<string, Download>();
  #registry: Registry;
  /** Bytes a second. */
  #speed: number;

  constructor(registry: Registry, speed: number) {
    this.#registry = registry;
    this.#speed = speed;
  }

  isWhole(digest: string): boolean {
    const blob = this.#blobs.get(digest);
    return blob !== undefined && blob.completed >= blob.size;
  }

  bytes(digest: string): Uint8Array | undefined {
    return this.#blobs.get(digest)?.bytes;
  }

  store(digest: string, bytes: Uint8Array): void {
    this.#blobs.set(digest, { size: bytes.length, completed: bytes.length, bytes });
  }

  remove(digest: string): void {
    this.#blobs.delete(digest);
  }

  /** Yields the bytes had so far, every `intervalMs`; nothing for a layer that takes less. */
  async *download(
    { digest, size, isMissing }: Layer,
    intervalMs: number,
    signal: AbortSignal,
  ): AsyncGenerator<number> {
    if (isMissing) throw new PullError("file does not exist");
    const blob = this.#blobs.get(digest) ?? { size, completed: 0 };
    this.#blobs.set(digest, blob);
    const download = this.#join(digest, blob);
    try {
      while (true) {
        const completed = this.#completed(blob, download);
        const left = (size - completed) / this.#speed * 1000;
        if (!await pause(Math.min(left, intervalMs), signal)) return;
        if (left <= intervalMs) break;
        yield this.#completed(blob, download);
      }
      blob.completed = size;
    } finally {
      this.#leave(digest, blob, download);
    }
  }

  #join(digest: string, blob: Blob): Download {
    const running = this.#downloads.get(digest);
    if (running) {
      running.readers++;
      return running;
    }
    const download = { readers: 1, begunAt: performance.now(), from: blob.completed };
    this.#downloads.set(digest, download);
    this.#registry.ranges.push({ digest, from: blob.completed });
    return download;
  }

  #leave(digest: string, blob: Blob, download: Download): void {
    download.readers--;
    if (download.readers > 0) return;
    blob.completed = Math.max(blob.completed, this.#completed(blob, download));
    this.#downloads.delete(digest);
  }

  #completed({ size, completed }: Blob, { begunAt, from }: Download): number {
    if (completed >= size) return size;
    const got = this.#speed === Infinity ? size : (performance.now() - begunAt) / 1000 * this.#speed;
    return Math.min(size, Math.floor(from + got));
  }
}
