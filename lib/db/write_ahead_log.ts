/**
 * What a crash left in SQLite's write-ahead log, and whether SQLite will read all of it.
 *
 * SQLite stops at the first frame that is not whole and writes over the rest. After a crash that is the end of a
 * write that nobody was told of; in a damaged file it may be chats. The format is that of
 * https://www.sqlite.org/fileformat2.html#walformat.
 */
import { isThere } from "./files.ts";

/** Whether the log at `path` holds frames of its present round that SQLite will not read. */
export function hasUnreadableFrames(path: string): boolean {
  if (!isThere(path)) return false;
  using file = Deno.openSync(path);
  const header = read(file, headerBytes);
  if (header.byteLength < headerBytes) return false;
  const sum = startSum(header);
  if (!sum) return true;
  const salts = [header.getUint32(16), header.getUint32(20)];
  const frameBytes = frameHeaderBytes + pageBytes(header);
  let isReadable = true;
  while (true) {
    const frame = read(file, frameBytes);
    if (frame.byteLength < frameHeaderBytes) return false;
    const matches = [8, 12].filter((at, index) => frame.getUint32(at) === salts[index]).length;
    isReadable &&= matches === 2 && frame.byteLength === frameBytes && isWhole(frame, sum);
    // Frames of former rounds, which have other salts, may follow: those are in the database already.
    if (!isReadable && matches > 0) return true;
  }
}

const headerBytes = 32;
const frameHeaderBytes = 24;

interface Sum {
  isLittleEndian: boolean;
  one: number;
  two: number;
}

/** Undefined when the header is not whole. */
function startSum(header: DataView): Sum | undefined {
  const magic = header.getUint32(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return;
  if (![512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].includes(pageBytes(header))) return;
  const sum = { isLittleEndian: magic === 0x377f0682, one: 0, two: 0 };
  add(sum, header, 0, 24);
  return sum.one === header.getUint32(24) && sum.two === header.getUint32(28) ? sum : undefined;
}

function pageBytes(header: DataView): number {
  return header.getUint32(8);
}

/** Each frame's sum goes on from the one before it. */
function isWhole(frame: DataView, sum: Sum): boolean {
  add(sum, frame, 0, 8);
  add(sum, frame, frameHeaderBytes, frame.byteLength);
  return sum.one === frame.getUint32(16) && sum.two === frame.getUint32(20);
}

function add(sum: Sum, bytes: DataView, from: number, to: number): void {
  let { one, two } = sum;
  for (let at = from; at < to; at += 8) {
    one = (one + bytes.getUint32(at, sum.isLittleEndian) + two) >>> 0;
    two = (two + bytes.getUint32(at + 4, sum.isLittleEndian) + one) >>> 0;
  }
  sum.one = one;
  sum.two = two;
}

/** Fewer bytes at the end of the file. */
function read(file: Deno.FsFile, count: number): DataView {
  const bytes = new Uint8Array(count);
  let filled = 0;
  for (let more; filled < count && (more = file.readSync(bytes.subarray(filled))) !== null;) filled += more;
  return new DataView(bytes.buffer, 0, filled);
}
