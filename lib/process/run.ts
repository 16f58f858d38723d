/**
 * The program: from the command line to its exit code.
 *
 * 0 well ended, 1 failure, 2 bad configuration, 3 port taken. What a command gives is on stdout, all that goes
 * wrong is on stderr, in one line for a person where it is known what to do.
 */
import { BadEnvironmentError, type Env, readDotenv, readEnv } from "@/lib/config/env.ts";
import {
  BadUsageError,
  type CommandLine,
  type Flags,
  helpText,
  type Program,
  readCommandLine,
} from "@/lib/config/flags.ts";
import { KeyFileError } from "@/lib/crypto/key.ts";
import { UnusableDatabaseError } from "@/lib/db/backup.ts";
import { DatabaseOpenError } from "@/lib/db/open_error.ts";
import { version } from "@/lib/version.ts";
import { backUp, restore } from "./backup_commands.ts";
import { PortTakenError } from "./listen.ts";
import { serve, type ServeOptions } from "./serve.ts";
import { StartError } from "./start_error.ts";

/** Ends the process when something fails; comes back when the command is done, or the server is running. */
export async function run(args: string[], program: Program, options: ServeOptions): Promise<void> {
  try {
    await runCommand(readCommandLine(args), program, options);
  } catch (error) {
    const { code, lines } = explain(error);
    lines.forEach((line) => console.error(line));
    Deno.exit(code);
  }
}

async function runCommand(line: CommandLine, program: Program, options: ServeOptions): Promise<void> {
  switch (line.command) {
    case "help":
      return console.log(helpText(program).trimEnd());
    case "version":
      return console.log(version);
    case "backup":
      return console.log(await backUp(readAll(line.flags, program), line.file));
    case "restore": {
      const { kept } = await restore(readAll(line.flags, program), line.file);
      return console.log(kept ? `Restored. What was there before is now ${kept}` : "Restored.");
    }
    case "serve":
      return await serve(readAll(line.flags, program), line.flags, options);
  }
}

function readAll(flags: Flags, program: Program): Env {
  const variables = { ...readDotenv(), ...Deno.env.toObject() };
  return readEnv({ ...variables, DATA_DIR: variables.DATA_DIR?.trim() || program.dataDir }, flags);
}

function explain(error: unknown): { code: number; lines: string[] } {
  if (error instanceof BadEnvironmentError) return { code: 2, lines: error.problems };
  if (error instanceof BadUsageError || error instanceof KeyFileError) {
    return { code: 2, lines: [error.message] };
  }
  if (error instanceof PortTakenError) return { code: 3, lines: [error.message] };
  if (
    error instanceof StartError || error instanceof DatabaseOpenError ||
    error instanceof UnusableDatabaseError
  ) {
    return { code: 1, lines: [error.message] };
  }
  return { code: 1, lines: [`Cannot go on: ${error instanceof Error ? error.stack : error}`] };
}
