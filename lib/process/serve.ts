/** The life of the server: opened, listening, and ended by a signal. stdout gets one line, once requests are accepted. */
import type { Env } from "@/lib/config/env.ts";
import type { Flags } from "@/lib/config/flags.ts";
import type { Served } from "@/lib/http/define.ts";
import type { OpenDeps } from "@/lib/open_deps.ts";
import { endOnSignals } from "./ending.ts";
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
    endOnSignals(opened, server);
    const { port } = server.addr;
    console.log(`Ready on http://${urlHost(env.host)}:${port}`);
    if (flags.opensBrowser) openBrowser(`http://${urlHost(hostToOpen(env.host))}:${port}`, log);
  } catch (error) {
    await opened.close();
    throw error;
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

/** "Every address" is none that a browser goes to. */
function hostToOpen(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
