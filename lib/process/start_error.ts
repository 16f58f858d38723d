/** What keeps a server from starting, in one line for a person. */
import { isStorageFull } from "@/lib/errors.ts";

/** The server cannot start; the message is one line with the path and the way out. The program ends with 1. */
export class StartError extends Error {
  override name = "StartError";
}

/** The system's and SQLite's errors in words, with the path they are about; any other error as it is. */
export function explainStart(path: string, error: unknown): unknown {
  if (isStorageFull(error)) {
    return new StartError(`${path}: its disk is full. Free some space and try again.`, { cause: error });
  }
  // Our own errors have their words; a mistake in the program keeps its stack.
  if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== "string") return error;
  return new StartError(
    `${path}: ${
      error.message.replace(/\s+/g, " ")
    }. Check that it and its folder belong to you and can be written.`,
    { cause: error },
  );
}
