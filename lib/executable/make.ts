/** One file that needs no Deno, Node or network to run: made by `deno compile`, or without it. */
import { dirname } from "node:path";
import { bundleServer } from "./bundle.ts";
import { canCarry, carry } from "./carry.ts";
import { compileWithDeno } from "./deno_compile.ts";

export interface MakeOptions {
  /** The project's folder; its build has to be of the present sources. */
  root: string;
  target: string;
  /** Does not try `deno compile`, which wants the network. */
  isOffline: boolean;
  say: (line: string) => void;
}

export async function makeExecutable({ root, target, isOffline, say }: MakeOptions): Promise<void> {
  const bundle = await bundleServer(root);
  await Deno.mkdir(dirname(target), { recursive: true });
  // Renamed when it is complete: a running one is not written to.
  const partial = `${target}.partial`;
  if (isOffline || !await hasCompiled()) {
    if (!canCarry) throw new Error(noWay);
    await Deno.writeFile(partial, carry(await Deno.readFile(Deno.execPath()), bundle).stream(), {
      mode: 0o755,
    });
  }
  await Deno.rename(partial, target);

  async function hasCompiled(): Promise<boolean> {
    try {
      await compileWithDeno(bundle, partial);
      return true;
    } catch (error) {
      say(`deno compile: ${(error as Error).message}`);
      if (canCarry) say("Going on without it: the executable will hold this Deno itself.");
      return false;
    }
  }
}

const noWay = "Without the network an executable can be made only on Linux on x86-64. " +
  "Run this once where dl.deno.land can be reached: Deno keeps what it fetches.";
