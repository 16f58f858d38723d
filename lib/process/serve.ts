/**
 * The life of the server process: from the command line to its exit code.
 *
 * 0 well ended, 1 failure, 2 bad configuration, 3 port taken. stdout gets exactly one line, once requests are
 * accepted; everything else goes to stderr.
 */
import { BadEnvironmentError, type Env, readDotenv, readEnv } from "@/lib/config/env.ts";
import { BadUsageError, type Flags, helpText, readCommandLine } from "@/lib/config/flags.ts";
import { KeyFileError } from "@/lib/crypto/key.ts";
import { DatabaseOpenError } from "@/lib/db/database.ts";
import type { Served } from "@/lib/http/define.ts";
import type { OpenDeps } from "@/lib/open_deps.ts";
import { version } from "@/lib/version.ts";
import { checkPlace, listenAt, PortTakenError } from "./listen.ts";
import { openBrowser } from "./open_browser.ts";
import { StartError } from "./start_error.ts";

export interface ServeOptions {
  served: Served;
  /** Makes the app's dependencies; the demo makes its own. */
  open: (env: Env, flags: Flags) => Promise<OpenDeps>;
  /** The built app's fetch handler. */
  loadHandler: () => Promise<Deno.ServeHandler>;
}

/** Ends the process with its exit code; comes back only for a server that is running. */
export async function serve(args: string[], options: ServeOptions): Promise<void> {
  try {
    const line = readCommandLine(args);
    if (line.command === "help") return console.log(helpText.trimEnd());
    if (line.command === "version") return console.log(version);
    await start(line.flags, options);
  } catch (error) {
    const { code, lines } = explain(error);
    lines.forEach((line) => console.error(line));
    Deno.exit(code);
  }
}

const shutdownWithinMs = 4000;

async function start(flags: Flags, options: ServeOptions): Promise<void> {
  const env = readEnv({ ...readDotenv(), ...Deno.env.toObject() }, flags);
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

function explain(error: unknown): { code: number; lines: string[] } {
  if (error instanceof BadEnvironmentError) return { code: 2, lines: error.problems };
  if (error instanceof BadUsageError || error instanceof KeyFileError) {
    return { code: 2, lines: [error.message] };
  }
  if (error instanceof PortTakenError) return { code: 3, lines: [error.message] };
  if (error instanceof StartError || error instanceof DatabaseOpenError) {
    return { code: 1, lines: [error.message] };
  }
  return { code: 1, lines: [`Cannot start: ${error instanceof Error ? error.stack : error}`] };
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
