/** A body of any size on disk for as long as it is needed: written once, then read in places. */

export interface Spool extends AsyncDisposable {
  /** Of a stretch of at most 1 MiB. What it gives is good until the next read. */
  read(place: Place): Promise<Uint8Array>;
  /** Never holds it as bytes too. Throws a TypeError when it is not UTF-8. */
  text(place: Place): Promise<string>;
  /** From the beginning, a piece at a time. */
  pieces(): AsyncIterable<Uint8Array>;
}

interface Place {
  start: number;
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
  try {
    for await (const piece of body) {
      onPiece(piece);
      // Not `write()`: its threads keep hundreds of megabytes of a large file for themselves.
      for (let written = 0; written < piece.length;) written += file.writeSync(piece.subarray(written));
    }
  } catch (error) {
    await close();
    throw error;
  }
  const window = new Window();
  return {
    read: (place) => window.read(file, place),
    async text({ start, length }) {
      if (length <= windowBytes) return utf8.decode(await window.read(file, { start, length }));
      const decoder = new TextDecoder("utf-8", { fatal: true });
      let text = "";
      for (let done = 0; done < length; done += windowBytes) {
        const part = { start: start + done, length: Math.min(windowBytes, length - done) };
        text += decoder.decode(await window.read(file, part), { stream: true });
      }
      return text + decoder.decode();
    },
    async *pieces() {
      await file.seek(0, Deno.SeekMode.Start);
      const buffer = new Uint8Array(1024 * 1024);
      for (let count; (count = await file.read(buffer)) !== null;) yield buffer.subarray(0, count);
    },
    [Symbol.asyncDispose]: close,
  };
}

const windowBytes = 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A stretch of the file in memory, so that many small reads in a row, up or down, are few of the disk. */
class Window {
  #buffer = new Uint8Array(windowBytes);
  #start = 0;
  #filled = 0;

  async read(file: Deno.FsFile, { start, length }: Place): Promise<Uint8Array> {
    if (start < this.#start || start + length > this.#start + this.#filled) {
      this.#start = start < this.#start ? Math.max(0, start + length - windowBytes) : start;
      this.#filled = await fill(file, this.#start, this.#buffer);
    }
    return this.#buffer.subarray(start - this.#start, start - this.#start + length);
  }
}

/** As far as the file goes. */
async function fill(file: Deno.FsFile, start: number, bytes: Uint8Array): Promise<number> {
  await file.seek(start, Deno.SeekMode.Start);
  let filled = 0;
  while (filled < bytes.length) {
    const count = await file.read(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return filled;
}
