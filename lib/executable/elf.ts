/**
 * A program file for Linux on x86-64 that starts another way: with arguments before the user's own, and with
 * environment variables.
 *
 * The program stays as it is but for its entry point and one header: the header of its notes, which nothing needs
 * at run time, becomes that of a segment with a few instructions. They run first, put the additions on the stack
 * where the kernel left the arguments and the environment, and go on to the former entry point.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Additions {
  args: string[];
  /** `NAME=value`; before the inherited ones, so that they win. */
  env: string[];
}

export const pageSize = 0x1000;

/** Changes the headers in `program` and returns the segment that has to be in the file at `offset`. */
export function injectStart(program: Bytes, { args, env }: Additions, offset: number): Bytes {
  const view = new DataView(program.buffer, program.byteOffset, program.length);
  requireKnownFormat(view);
  const headers = readHeaders(view);
  const address = toPage(Math.max(...headers.filter(isLoaded).map((header) => header.end))) + pageSize;
  const segment = startSegment({ args, env }, { address, entry: Number(view.getBigUint64(entryAt, true)) });
  writeSegmentHeader(program, view, headers, { offset, address, size: segment.length });
  view.setBigUint64(entryAt, BigInt(address), true);
  return segment;
}

/** The next multiple of the page size. */
export function toPage(position: number): number {
  return Math.ceil(position / pageSize) * pageSize;
}

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

/** The instructions, and after them the texts they point to. */
function startSegment({ args, env }: Additions, place: { address: number; entry: number }): Bytes {
  // The stack pointer has to stay a multiple of 16: a variable given twice does no harm.
  if ((args.length + env.length) % 2 === 1) env = [env[0]!, ...env];
  const texts = [...args, ...env].map((text) => new TextEncoder().encode(`${text}\0`));
  const codeSize = startCode({ args, env }, place, texts.map(() => 0)).length;
  const positions: number[] = [];
  let size = codeSize;
  for (const text of texts) {
    positions.push(size);
    size += text.length;
  }
  const segment = new Uint8Array(size);
  segment.set(startCode({ args, env }, place, positions));
  texts.forEach((text, i) => segment.set(text, positions[i]));
  return segment;
}

/** At the start [rsp] is the count, then argv, a null, the environment. rdx is the loader's and has to stay. */
function startCode(
  { args, env }: Additions,
  { address, entry }: { address: number; entry: number },
  positions: number[],
): number[] {
  const code: number[] = [];
  const added = args.length;
  code.push(0x4c, 0x8b, 0x04, 0x24); // mov r8, [rsp]            the count
  code.push(0x48, 0x8b, 0x44, 0x24, 0x08); // mov rax, [rsp+8]   the program's name
  code.push(0x48, 0x8d, 0x74, 0x24, 0x10); // lea rsi, [rsp+16]  the user's arguments
  code.push(0x48, 0x81, 0xec, ...int32(8 * (added + env.length))); // sub rsp, room for the additions
  code.push(0x48, 0x89, 0x44, 0x24, 0x08); // mov [rsp+8], rax
  code.push(0x48, 0x8d, 0xbc, 0x24, ...int32(16 + 8 * added)); // lea rdi, [behind the added arguments]
  code.push(0x4c, 0x89, 0xc1); // mov rcx, r8                    all but the name, and the null
  code.push(0xfc, 0xf3, 0x48, 0xa5); // cld; rep movsq
  const loadText = (i: number) => code.push(0x48, 0x8d, 0x05, ...int32(positions[i]! - code.length - 7)); // lea rax, [rip+…]
  env.forEach((_, i) => {
    loadText(added + i);
    code.push(0x48, 0x89, 0x87, ...int32(8 * i)); // mov [rdi+…], rax
  });
  args.forEach((_, i) => {
    loadText(i);
    code.push(0x48, 0x89, 0x84, 0x24, ...int32(16 + 8 * i)); // mov [rsp+…], rax
  });
  code.push(0x49, 0x81, 0xc0, ...int32(added)); // add r8, the number of added arguments
  code.push(0x4c, 0x89, 0x04, 0x24); // mov [rsp], r8
  code.push(0x31, 0xc0); // xor eax, eax
  code.push(0xe9, ...int32(entry - (address + code.length + 5))); // jmp entry
  return code;
}

function int32(value: number): number[] {
  return [value & 255, value >> 8 & 255, value >> 16 & 255, value >> 24 & 255];
}
