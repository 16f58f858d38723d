/**
 * Building and developing: `dev.ts build` makes _fresh/, `dev.ts build --if-stale` only when a source has changed
 * (and decides so within milliseconds), `dev.ts compile` makes the executable dist/chat-webui, `dev.ts` alone is the
 * server that rebuilds and reloads.
 */
import { isBuilt, writeStamp } from "./lib/build/fingerprint.ts";

const root = import.meta.dirname!;

if (import.meta.main) {
  const [command, option, target] = Deno.args;
  if (command === "compile") await compile({ isOffline: option === "--offline", target });
  else if (command !== "build") await develop();
  else if (option !== "--if-stale" || !isBuilt(root)) await build();
}

async function build(): Promise<void> {
  const began = performance.now();
  // Loaded here, so that a start without a build does not wait for esbuild and Tailwind.
  const { createBuilder } = await import("./lib/build/builder.ts");
  await Deno.remove(`${root}/_fresh`, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await createBuilder().build();
  writeStamp(root);
  console.error(`Built in ${Math.round(performance.now() - began)} ms`);
}

async function compile(
  { isOffline, target = `${root}/dist/chat-webui` }: { isOffline: boolean; target?: string },
): Promise<void> {
  if (!isBuilt(root)) await build();
  const began = performance.now();
  const { makeExecutable } = await import("./lib/executable/make.ts");
  await makeExecutable({ root, target, isOffline, say: (line) => console.error(line) });
  const [megabytes, ms] = [Deno.statSync(target).size / 1e6, performance.now() - began];
  console.error(`Made ${target} (${megabytes.toFixed(1)} MB) in ${Math.round(ms)} ms`);
}

async function develop(): Promise<void> {
  const { createBuilder } = await import("./lib/build/builder.ts");
  const { readDotenv, readEnv } = await import("./lib/config/env.ts");
  const { host, port } = readEnv({ ...readDotenv(), ...Deno.env.toObject() });
  await createBuilder().listen(() => import("./main.ts"), {
    hostname: host,
    port,
    onListen: (address) => console.log(`Ready on http://${address.hostname}:${address.port}`),
  });
}
