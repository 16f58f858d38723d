/**
 * The instructions that run first in the executable, for x86-64, and the texts they point to.
 *
 * They put arguments on the stack before the user's own. Deno does not start where neither HOME nor DENO_DIR says
 * where a cache might be, as for a user without a home; the C library has found the environment by now, so the
 * program is then begun anew with one more variable in it.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface StartPlace {
  /** Where the instructions will be. */
  address: number;
  /** Where the program began before. */
  entry: number;
}

export function startSegment(args: string[], place: StartPlace): Bytes {
  // The stack has to stay aligned to 16 bytes: for an odd number everything would be one word off.
  if (args.length % 2 === 1) throw new Error("the number of arguments has to be even");
  const texts = [cacheNowhere, thisProgram, ...args].map((text) => new TextEncoder().encode(`${text}\0`));
  const positions: number[] = [];
  let size = startCode(texts.map(() => 0), place).length;
  for (const text of texts) {
    positions.push(size);
    size += text.length;
  }
  const segment = new Uint8Array(size);
  segment.set(startCode(positions, place));
  texts.forEach((text, i) => segment.set(text, positions[i]));
  return segment;
}

/** Nothing can be made there, and Deno goes on without a cache. */
const cacheNowhere = "DENO_DIR=/proc/self/no-cache";
const thisProgram = "/proc/self/exe";

function startCode([cache = 0, program = 0, ...args]: number[], { address, entry }: StartPlace): number[] {
  const code: number[] = [];
  code.push(...beginAnewWithoutHome({ cache, program }));
  code.push(...addArguments(args, code.length));
  code.push(0x31, 0xc0); // xor eax, eax
  code.push(0xe9, ...int32(entry - (address + code.length + 5))); // jmp entry
  return code;
}

/**
 * At the start [rsp] is the count of arguments, [rsp+8] the first, the program's name; then come the user's, a null
 * and the environment, with a null too. rdx belongs to the loader of libraries and stays as it is.
 */
function beginAnewWithoutHome({ cache, program }: { cache: number; program: number }): number[] {
  const code: number[] = [];
  const exits: number[] = [];
  const leave = (...jump: number[]) => {
    code.push(...jump, 0, 0, 0, 0);
    exits.push(code.length);
  };
  code.push(0x4c, 0x8d, 0x64, 0x24, 0x08); // lea r12, [rsp+8]: the arguments
  code.push(0x48, 0x8b, 0x04, 0x24); // mov rax, [rsp]
  code.push(0x4d, 0x8d, 0x6c, 0xc4, 0x08); // lea r13, [r12+rax*8+8]: the environment
  code.push(0x4d, 0x89, 0xe8); // mov r8, r13
  const next = code.length;
  code.push(0x49, 0x8b, 0x38); // mov rdi, [r8]
  code.push(0x49, 0x83, 0xc0, 0x08); // add r8, 8
  code.push(0x48, 0x85, 0xff); // test rdi, rdi
  const toEnd = code.push(0x74, 0) - 1; // jz end
  code.push(0x81, 0x3f, ...ascii("HOME")); // cmp dword [rdi], "HOME"
  const notHome = code.push(0x75, 0) - 1; // jne notHome
  code.push(0x80, 0x7f, 0x04, 0x3d); // cmp byte [rdi+4], '='
  leave(0x0f, 0x84); // je found
  code[notHome] = code.length - notHome - 1;
  code.push(0x48, 0xb8, ...ascii("DENO_DIR")); // mov rax, "DENO_DIR"
  code.push(0x48, 0x39, 0x07); // cmp [rdi], rax
  code.push(0x75, next - code.length - 2 & 0xff); // jne next
  code.push(0x80, 0x7f, 0x08, 0x3d); // cmp byte [rdi+8], '='
  leave(0x0f, 0x84); // je found
  code.push(0xeb, next - code.length - 2 & 0xff); // jmp next
  code[toEnd] = code.length - toEnd - 1;
  code.push(0x49, 0x89, 0xe6); // mov r14, rsp
  code.push(0x49, 0x89, 0xd7); // mov r15, rdx
  code.push(0x4c, 0x89, 0xc1); // mov rcx, r8
  code.push(0x4c, 0x29, 0xe9); // sub rcx, r13: its bytes, the null's too
  code.push(0x48, 0x29, 0xcc); // sub rsp, rcx
  code.push(0x48, 0x83, 0xec, 0x08); // sub rsp, 8
  code.push(0x48, 0x8d, 0x05, ...int32(cache - code.length - 7)); // lea rax, [rip + cache]
  code.push(0x48, 0x89, 0x04, 0x24); // mov [rsp], rax
  code.push(0x48, 0x8d, 0x7c, 0x24, 0x08); // lea rdi, [rsp+8]
  code.push(0x4c, 0x89, 0xee); // mov rsi, r13
  code.push(0xf3, 0xa4); // rep movsb
  code.push(0x48, 0x8d, 0x3d, ...int32(program - code.length - 7)); // lea rdi, [rip + program]
  code.push(0x4c, 0x89, 0xe6); // mov rsi, r12
  code.push(0x48, 0x89, 0xe2); // mov rdx, rsp
  code.push(0xb8, ...int32(59)); // mov eax, execve
  code.push(0x0f, 0x05); // syscall; comes back only when it failed: on as we were
  code.push(0x4c, 0x89, 0xf4); // mov rsp, r14
  code.push(0x4c, 0x89, 0xfa); // mov rdx, r15
  for (const exit of exits) code.splice(exit - 4, 4, ...int32(code.length - exit));
  return code;
}

/** `before` is the length of the instructions before these. */
function addArguments(args: number[], before: number): number[] {
  const count = args.length;
  const code: number[] = [];
  code.push(0x48, 0x8b, 0x04, 0x24); // mov rax, [rsp]
  code.push(0x48, 0x8b, 0x4c, 0x24, 0x08); // mov rcx, [rsp+8]
  code.push(0x48, 0x81, 0xec, ...int32(8 * count)); // sub rsp, 8 * count
  code.push(0x48, 0x05, ...int32(count)); // add rax, count
  code.push(0x48, 0x89, 0x04, 0x24); // mov [rsp], rax
  code.push(0x48, 0x89, 0x4c, 0x24, 0x08); // mov [rsp+8], rcx
  args.forEach((text, i) => {
    code.push(0x48, 0x8d, 0x05, ...int32(text - before - code.length - 7)); // lea rax, [rip + text]
    code.push(0x48, 0x89, 0x84, 0x24, ...int32(16 + 8 * i)); // mov [rsp + 16 + 8 * i], rax
  });
  return code;
}

function ascii(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

function int32(value: number): number[] {
  return [value & 255, value >> 8 & 255, value >> 16 & 255, value >> 24 & 255];
}
