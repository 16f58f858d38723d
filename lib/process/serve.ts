/** The life of the server: opened, listening, and ended by a signal. stdout gets one line, once requests are accepted. */
import type { Env } from "@/lib/config/env.ts";
import type { Flags } from "@/lib/config/flags.ts";
import type { Served } from "@/lib/http/define.ts";
import type { OpenDeps } from "@/lib/open_deps.ts";
import { checkPlace, listenAt } from "./listen.ts";
import { openBrowser } from "./open_browser.ts";

export interface ServeOptions {
  served: Served;
  /** Makes the app's dependencies; the demo makes its own. */
  open: (env: Env, flags: Flags) => Promise<OpenDeps>;
  /** The built app's fetch handler. */
  loadHandler: () => Promise<Deno.ServeHandler>;
}

/** Comes back once the server is running; a signal ends the process. Throws what keeps it from starting. */
export async function serve(env: Env, flags: Flags, options: ServeOptions): Promise<void> {
  checkPlace(env);
  const opened = await options.open(env, flags);
  const { log } = opened.deps;
  try {
    const handler = await options.loadHandler();
    const server = listenAt(env, handler, (error) => log.error("a request could not be answered", { error }));
    options.served.port = server.addr.port;
    logStrayErrors((error) => log.error("an error that nobody caught", { error }));
    endOnSignals(() => shutDown(server, opened));
    const url = `http://${urlHost(env.host)}:${server.addr.port}`;
    console.log(`Ready on ${url}`);
    if (flags.opensBrowser) openBrowser(url, log);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

const shutdownWithinMs = 4000;

/** Ctrl-C reaches us up to three times (shell, npx, deno task): the first one counts. */
function endOnSignals(end: () => Promise<void>): void {
  let isEnding = false;
  const onSignal = () => {
    if (isEnding) return;
    isEnding = true;
    void end();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, onSignal);
}

/** Streams first: `server.shutdown()` never ends while one is open. */
async function shutDown(server: Deno.HttpServer, { deps, endStreams, close }: OpenDeps): Promise<void> {
  const deadline = setTimeout(() => {
    deps.log.warning("ended with requests still open");
    deps.db.checkpoint();
    Deno.exit(0);
  }, shutdownWithinMs);
  try {
    await endStreams();
    await Promise.race([
      server.shutdown(),
      new Promise((resolve) => setTimeout(resolve, shutdownWithinMs / 2)),
    ]);
    await close();
    clearTimeout(deadline);
    Deno.exit(0);
  } catch (error) {
    deps.log.error("could not end well", { error });
    Deno.exit(1);
  }
}

function logStrayErrors(log: (error: unknown) => void): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log(event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log(event.error ?? event.message);
  });
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
