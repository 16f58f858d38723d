/**
 * An executable without Deno's own `compile`: this very Deno, told at its start to run what the same file holds.
 *
 * Nothing is unpacked, and no file but the executable is read. For Linux on x86-64; others need `deno compile`.
 */
import type { Bundle, Bytes } from "./bundle.ts";
import { injectStart, toPage } from "./elf.ts";
import { runtimeFlags } from "./runtime_flags.ts";

export const canCarry = Deno.build.os === "linux" && Deno.build.arch === "x86_64";

/** Deno, the bundle, and the instructions that start the one with the other; each at a page of its own. */
export function carry(deno: Bytes, { code, assets }: Bundle): Blob {
  const bundleAt = toPage(deno.length);
  const startAt = toPage(bundleAt + code.length + assets.length);
  const place: Place = { at: bundleAt, code: code.length, assets: assets.length };
  const loader = encodeURIComponent(`await (${load})(${JSON.stringify(place)});`);
  const args = ["run", ...isolation, ...runtimeFlags, `data:text/javascript,${loader}`];
  const start = injectStart(deno, { args, env: ["DENO_NO_UPDATE_CHECK=1"] }, startAt);
  return new Blob([
    deno,
    new Uint8Array(bundleAt - deno.length),
    code,
    assets,
    new Uint8Array(startAt - bundleAt - code.length - assets.length),
    start,
  ]);
}

/** No settings, packages or caches of the folder and the user it happens to run for. */
const isolation = ["--no-config", "--no-lock", "--no-remote", "--no-npm", "--no-code-cache"];

interface Place {
  at: number;
  code: number;
  assets: number;
}

/** Runs in the executable: nothing else of this module is there. */
async function load({ at, code, assets }: Place): Promise<void> {
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
