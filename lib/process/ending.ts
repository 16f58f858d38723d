/** The end of a server process: a signal closes what is open, in order, and the exit code is 0. */
import type { OpenDeps } from "@/lib/open_deps.ts";

/** Ctrl-C reaches us up to three times (shell, npx, deno task): the first one counts. */
export function endOnSignals(opened: OpenDeps, server?: Deno.HttpServer): void {
  let isEnding = false;
  const onSignal = () => {
    if (isEnding) return;
    isEnding = true;
    void shutDown(opened, server);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, onSignal);
}

const withinMs = 4000;

/** Streams first: `server.shutdown()` never ends while one is open. */
async function shutDown({ deps, endStreams, close }: OpenDeps, server?: Deno.HttpServer): Promise<void> {
  const deadline = setTimeout(() => {
    deps.log.warning("ended with requests still open");
    deps.db.checkpoint();
    Deno.exit(0);
  }, withinMs);
  try {
    await endStreams();
    await Promise.race([
      server?.shutdown(),
      new Promise((resolve) => setTimeout(resolve, withinMs / 2)),
    ]);
    await close();
    clearTimeout(deadline);
    Deno.exit(0);
  } catch (error) {
    deps.log.error("could not end well", { error });
    Deno.exit(1);
  }
}
