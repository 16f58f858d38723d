/**
 * An executable without Deno's own `compile`: this very Deno, told at its start to run what the same file holds.
 *
 * Nothing is unpacked, and no file but the executable is read. For Linux on x86-64; others need `deno compile`.
 */
import type { Bundle, Bytes } from "./bundle.ts";
import { injectArguments, toPage } from "./elf.ts";
import { features } from "./runtime_flags.ts";

export const canCarry = Deno.build.os === "linux" && Deno.build.arch === "x86_64";

/** Deno, the bundle, and the instructions that start the one with the other; each at a page of its own. */
export function carry(deno: Bytes, { code, assets }: Bundle): Blob {
  const bundleAt = toPage(deno.length);
  const startAt = toPage(bundleAt + code.length + assets.length);
  const place: Place = { at: bundleAt, code: code.length, assets: assets.length };
  const args = ["eval", ...isolation, ...features, `await (${load})(${JSON.stringify(place)});`];
  const start = injectArguments(deno, args, startAt);
  return new Blob([
    deno,
    new Uint8Array(bundleAt - deno.length),
    code,
    assets,
    new Uint8Array(startAt - bundleAt - code.length - assets.length),
    start,
  ]);
}

/** `eval` needs no file and looks for no newer Deno; no settings, packages or lock of the folder it runs in. */
const isolation = ["--ext=js", "--no-config", "--no-lock", "--no-remote", "--no-npm", "--no-prompt"];

interface Place {
  at: number;
  code: number;
  assets: number;
}

/** Runs in the executable: nothing else of this module is there. */
async function load({ at, code, assets }: Place): Promise<void> {
  // `eval` may do everything: what is never needed is given up before anything else runs.
  for (const name of ["ffi", "import"] as const) Deno.permissions.revokeSync({ name });
  const bytes = new Uint8Array(code + assets);
  const file = Deno.openSync(Deno.execPath());
  file.seekSync(at, Deno.SeekMode.Start);
  for (let read = 0, count: number | null; read < bytes.length; read += count) {
    count = file.readSync(bytes.subarray(read));
    if (!count) throw new Error("This file is incomplete: build or fetch it again.");
  }
  file.close();
  const module = new Blob([bytes.subarray(0, code)], { type: "text/javascript" });
  await (await import(URL.createObjectURL(module))).default(bytes.slice(code));
}
