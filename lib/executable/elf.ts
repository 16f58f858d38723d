/**
 * A program file for Linux on x86-64 that starts with arguments before the user's own.
 *
 * The program stays as it is but for its entry point and one header: the header of its notes, which nothing needs
 * at run time, becomes that of a segment with a few instructions. They run first, put the arguments on the stack
 * where the kernel left the user's, and go on to the former entry point: see start_code.ts.
 */
import { type Bytes, startSegment } from "./start_code.ts";

/** Changes the headers in `program` and returns the segment that has to be in the file at `offset`, a page's. */
export function injectArguments(program: Bytes, args: string[], offset: number): Bytes {
  const view = new DataView(program.buffer, program.byteOffset, program.length);
  requireKnownFormat(view);
  const headers = readHeaders(view);
  const address = toPage(Math.max(...headers.filter(isLoaded).map((header) => header.end))) + pageSize;
  const segment = startSegment(args, { address, entry: Number(view.getBigUint64(entryAt, true)) });
  writeSegmentHeader(program, view, headers, { offset, address, size: segment.length });
  view.setBigUint64(entryAt, BigInt(address), true);
  return segment;
}

/** The next multiple of the page size. */
export function toPage(position: number): number {
  return Math.ceil(position / pageSize) * pageSize;
}

const pageSize = 0x1000;
const entryAt = 24;
const loadable = 1;
const note = 4;

interface Header {
  at: number;
  type: number;
  /** In memory. */
  end: number;
}

function requireKnownFormat(view: DataView): void {
  const isElf = view.getUint32(0) === 0x7f454c46 && view.getUint8(4) === 2;
  if (!isElf || view.getUint16(18, true) !== 62) throw new Error("no program for Linux on x86-64");
}

function readHeaders(view: DataView): Header[] {
  const first = Number(view.getBigUint64(32, true));
  const [size, count] = [view.getUint16(54, true), view.getUint16(56, true)];
  return Array.from({ length: count }, (_, i) => {
    const at = first + i * size;
    const end = Number(view.getBigUint64(at + 16, true) + view.getBigUint64(at + 40, true));
    return { at, type: view.getUint32(at, true), end };
  });
}

function isLoaded({ type }: Header): boolean {
  return type === loadable;
}

/** In the place of the notes' header, moved to the end: loaded segments have to be in the order of addresses. */
function writeSegmentHeader(
  program: Bytes,
  view: DataView,
  headers: Header[],
  { offset, address, size }: { offset: number; address: number; size: number },
): void {
  const former = headers.findLast(({ type }) => type === note);
  if (former === undefined) throw new Error("a program without notes, whose header could be used");
  const last = headers.at(-1)!.at;
  const headerSize = view.getUint16(54, true);
  program.copyWithin(former.at, former.at + headerSize, last + headerSize);
  view.setUint32(last, loadable, true);
  view.setUint32(last + 4, readable | executable, true);
  const fields = [offset, address, address, size, size, pageSize];
  fields.forEach((value, i) => view.setBigUint64(last + 8 + i * 8, BigInt(value), true));
}

const executable = 1;
const readable = 4;
