/** The command line: what it may say, and its help text. Values are checked with the environment's rules. */
import { parseArgs } from "node:util";

export interface Flags {
  host?: string;
  port?: string;
  dataDir?: string;
  isDemo?: boolean;
  opensBrowser?: boolean;
}

export type CommandLine =
  | { command: "serve"; flags: Flags }
  | { command: "help" }
  | { command: "version" };

/** Wrong use; the program ends with code 2. */
export class BadUsageError extends Error {
  override name = "BadUsageError";
}

export function readCommandLine(args: string[]): CommandLine {
  const values = parse(args);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };
  const { host, port, data: dataDir, demo: isDemo, open: opensBrowser } = values;
  return { command: "serve", flags: { host, port, dataDir, isDemo, opensBrowser } };
}

export const helpText = `Chat WebUI: chat with the models of your own Ollama.

Usage: deno task start [options]      (or: chat-webui [options])

  --host HOST   address to serve on (default 127.0.0.1; others need ACCESS_PASSWORD)
  --port PORT   port to serve on (default 8000; 0 picks a free one)
  --data DIR    where chats and settings are kept (default ./data)
  --demo        a temporary database and the built-in Guide instead of Ollama
  --open        open the page in a browser
  --version     print the version
  --help        print this

Everything else is set by environment variables: see .env.example.
`;

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      strict: true,
      allowPositionals: false,
      options: {
        host: { type: "string" },
        port: { type: "string" },
        data: { type: "string" },
        demo: { type: "boolean" },
        open: { type: "boolean" },
        version: { type: "boolean", short: "v" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw new BadUsageError(`${reason} Run with --help to see what there is.`);
  }
}
