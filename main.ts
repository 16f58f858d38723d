/**
 * The server. As a program it reads the environment, opens everything and serves the build in _fresh/; as a
 * module it only has the `app` that the build's server.js and the development server take.
 */
import { type Env, readDotenv, readEnv } from "@/lib/config/env.ts";
import type { Program } from "@/lib/config/flags.ts";
import { createApp } from "@/lib/http/app.ts";
import type { Served } from "@/lib/http/define.ts";
import { type OpenDeps, openDeps } from "@/lib/open_deps.ts";
import { endOnSignals } from "@/lib/process/ending.ts";
import { run } from "@/lib/process/run.ts";
import { appConfig } from "./fresh.config.ts";

const served: Served = { port: null };
let opened: OpenDeps | Promise<OpenDeps> | undefined;

export const app = createApp({ served, deps: currentDeps }, appConfig);

/** What runs as a program: this file, or the executable, which has its build inside. */
export function main(program: Program, loadHandler: () => Promise<Deno.ServeHandler>): Promise<void> {
  return run(Deno.args, program, {
    served,
    open: async (env, flags) => opened = await (flags.isDemo ? openDemo(env) : openDeps(env)),
    loadHandler,
  });
}

if (import.meta.main) {
  // Not awaited: server.js imports this very module, which has to be complete by then.
  void main(
    { command: "deno task start", dataDir: "./data" },
    async () => (await import(new URL("./_fresh/server.js", import.meta.url).href)).default.fetch,
  );
}

/** Under `deno serve` and in development nobody else opens or ends anything. */
async function currentDeps() {
  opened ??= openDeps(readEnv({ ...readDotenv(), ...Deno.env.toObject() })).then((opened) => {
    endOnSignals(opened);
    return opened;
  });
  return (await opened).deps;
}

async function openDemo(env: Env): Promise<OpenDeps> {
  const { openDemoDeps } = await import("@/lib/process/demo.ts");
  return openDemoDeps(env);
}
