/** A body of any size on disk for as long as it is needed: written once, then read in places. */
import { slices } from "@/lib/slices.ts";
import { type Source, windowBytes } from "./source.ts";
import type { Place } from "./places.ts";

export interface Spool extends Source, AsyncDisposable {
  /** In bytes. */
  length: number;
}

/** `onPiece` sees each piece as it comes. In the data folder, for its owner only, and gone with the process. */
export async function spool(
  body: AsyncIterable<Uint8Array>,
  { folder, onPiece }: { folder: string; onPiece: (piece: Uint8Array) => void },
): Promise<Spool> {
  const path = await Deno.makeTempFile({ dir: folder, prefix: "import-" });
  const file = await Deno.open(path, { read: true, write: true });
  // A file that is open can be taken out of its folder at once, but for Windows.
  const canUnlink = Deno.build.os !== "windows";
  if (canUnlink) await Deno.remove(path);
  const close = async () => {
    file.close();
    if (!canUnlink) await Deno.remove(path);
  };
  const slice = slices();
  let length = 0;
  try {
    for await (const piece of body) {
      await slice.pass(); // a body that comes fast is always ready, and nobody else would have a turn
      onPiece(piece);
      // Not `write()`: its threads keep hundreds of megabytes of a large file for themselves.
      for (let written = 0; written < piece.length;) written += file.writeSync(piece.subarray(written));
      length += piece.length;
    }
  } catch (error) {
    await close();
    throw error;
  }
  const window = new Window();
  return {
    length,
    read: (place) => window.read(file, place),
    [Symbol.asyncDispose]: close,
  };
}

/** A stretch of the file in memory, so that many small reads in a row, up or down, are few of the disk. */
class Window {
  #buffer = new Uint8Array(windowBytes);
  #start = 0;
  #filled = 0;

  read(file: Deno.FsFile, { start, length }: Place): Uint8Array {
    if (start < this.#start || start + length > this.#start + this.#filled) {
      this.#start = start < this.#start ? Math.max(0, start + length - windowBytes) : start;
      this.#filled = fill(file, this.#start, this.#buffer);
    }
    return this.#buffer.subarray(start - this.#start, start - this.#start + length);
  }
}

/** As far as the file goes. */
function fill(file: Deno.FsFile, start: number, bytes: Uint8Array): number {
  file.seekSync(start, Deno.SeekMode.Start);
  let filled = 0;
  while (filled < bytes.length) {
    const count = file.readSync(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return filled;
}
