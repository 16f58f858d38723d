import assert from "node:assert/strict";
import { injectArguments, toPage } from "@/lib/executable/elf.ts";

/** The headers of a program: two loaded segments, notes, and another header behind them. */
function makeProgram(): Uint8Array<ArrayBuffer> {
  const program = new Uint8Array(0x3000);
  const view = new DataView(program.buffer);
  program.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(18, 62, true);
  view.setBigUint64(24, 0x1100n, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 4, true);
  const headers = [[1, 0, 0, 0x1000], [4, 0x200, 0x200, 0x44], [1, 0x1000, 0x1000, 0x1234], [
    0x6474e551,
    0,
    0,
    0,
  ]];
  headers.forEach(([type, offset, address, size], i) => {
    view.setUint32(64 + i * 56, type!, true);
    view.setBigUint64(64 + i * 56 + 8, BigInt(offset!), true);
    view.setBigUint64(64 + i * 56 + 16, BigInt(address!), true);
    view.setBigUint64(64 + i * 56 + 32, BigInt(size!), true);
    view.setBigUint64(64 + i * 56 + 40, BigInt(size!), true);
  });
  return program;
}

Deno.test("injectArguments() turns the notes' header into a segment above all others, and starts there", () => {
  const program = makeProgram();
  const segment = injectArguments(program, ["eval", "1"], 0x5000);
  const view = new DataView(program.buffer);
  const types = [0, 1, 2, 3].map((i) => view.getUint32(64 + i * 56, true));
  assert.deepEqual(types, [1, 1, 0x6474e551, 1], "loaded segments are not in the order of addresses");
  const last = 64 + 3 * 56;
  const [offset, address, , size] = [8, 16, 24, 32].map((at) => Number(view.getBigUint64(last + at, true)));
  assert.equal(view.getUint32(last + 4, true), 5, "readable and executable, never writable");
  assert.equal(offset, 0x5000);
  assert.equal(size, segment.length);
  assert(address! >= 0x2234 && address! % 0x1000 === offset! % 0x1000);
  assert.equal(Number(view.getBigUint64(24, true)), address);
  const jump = lastIndexOf(segment, [0x31, 0xc0, 0xe9]) + 2;
  const distance = new DataView(segment.buffer).getInt32(jump + 1, true);
  assert.equal(address! + jump + 5 + distance, 0x1100, "does not go on to the former entry point");
  assert(new TextDecoder().decode(segment).endsWith("eval\0" + "1\0"));
});

Deno.test("injectArguments() refuses other programs, and a number of arguments that would misalign the stack", () => {
  const script = new TextEncoder().encode("#!/bin/sh\n".padEnd(4096));
  assert.throws(() => injectArguments(script, ["a", "b"], 0x5000), /no program for Linux on x86-64/);
  assert.throws(() => injectArguments(makeProgram(), ["one"], 0x5000), /has to be even/);
});

function lastIndexOf(bytes: Uint8Array, wanted: number[]): number {
  const at = (start: number) => wanted.every((byte, index) => bytes[start + index] === byte);
  return bytes.findLastIndex((_, start) => at(start));
}

Deno.test("toPage() gives the next page's start", () => {
  assert.deepEqual([0, 1, 4096, 4097].map(toPage), [0, 4096, 4096, 8192]);
});
