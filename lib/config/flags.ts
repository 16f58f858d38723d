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
  | { command: "backup"; flags: Flags; file?: string }
  | { command: "restore"; flags: Flags; file: string }
  | { command: "help" }
  | { command: "version" };

/** The sources and the executable are the same program under two names. */
export interface Program {
  /** What a person types to start it. */
  command: string;
  /** Where chats are kept when nobody says where. */
  dataDir: string;
}

/** Wrong use; the program ends with code 2. */
export class BadUsageError extends Error {
  override name = "BadUsageError";
}

export function readCommandLine(args: string[]): CommandLine {
  const { values, positionals: [command, file, ...rest] } = parse(args);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };
  const { host, port, data: dataDir, demo: isDemo, open: opensBrowser } = values;
  if (command === undefined) {
    return { command: "serve", flags: { host, port, dataDir, isDemo, opensBrowser } };
  }
  if (command !== "backup" && command !== "restore") throw wrongUse(`"${command}" is no command.`);
  const [other] = Object.keys(values).filter((name) => name !== "data");
  if (other !== undefined) throw wrongUse(`--${other} means nothing to ${command}.`);
  if (rest.length > 0) throw wrongUse(`${command} takes one file.`);
  if (command === "backup") return { command, file, flags: { dataDir } };
  if (file === undefined) throw wrongUse("restore wants the FILE that backup made.");
  return { command, file, flags: { dataDir } };
}

export function helpText({ command, dataDir }: Program): string {
  const others = command.replace(" start", "");
  return `Chat WebUI: chat with the models of your own Ollama.

Usage: ${command} [options]

  --host HOST   address to serve on (default 127.0.0.1; others need ACCESS_PASSWORD)
  --port PORT   port to serve on (default 8000; 0 picks a free one)
  --data DIR    where chats and settings are kept (default ${dataDir})
  --demo        a temporary database and the built-in Guide instead of Ollama
  --open        open the page in a browser
  --version     print the version
  --help        print this

       ${others} backup [FILE]   a verified copy of the chats, also while the server runs
       ${others} restore FILE    put one in their place; what was there is kept

Everything else is set by environment variables: see .env.example.
`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      strict: true,
      allowPositionals: true,
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
  } catch (error) {
    throw wrongUse((error as Error).message.split(/(?<=\.) |\n/)[0]!);
  }
}

function wrongUse(reason: string): BadUsageError {
  return new BadUsageError(`${reason} Run with --help to see what there is.`);
}
