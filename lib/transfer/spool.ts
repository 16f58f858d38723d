/** A body of any size on disk for as long as it is needed: written once, then read in places. */

export interface Spool extends AsyncDisposable {
  read(place: { start: number; length: number }): Promise<Uint8Array<ArrayBuffer>>;
  /** From the beginning, a piece at a time. */
  pieces(): AsyncIterable<Uint8Array>;
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
      for (let written = 0; written < piece.length;) written += await file.write(piece.subarray(written));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async read({ start, length }) {
      await file.seek(start, Deno.SeekMode.Start);
      const bytes = new Uint8Array(length);
      for (let filled = 0; filled < length;) {
        const count = await file.read(bytes.subarray(filled));
        if (count === null) throw new Error("The spooled file is shorter than it was.");
        filled += count;
      }
      return bytes;
    },
    async *pieces() {
      await file.seek(0, Deno.SeekMode.Start);
      const buffer = new Uint8Array(1024 * 1024);
      for (let count; (count = await file.read(buffer)) !== null;) yield buffer.subarray(0, count);
    },
    [Symbol.asyncDispose]: close,
  };
}
