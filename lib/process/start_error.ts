/** The server cannot start; the message is one line with the path and the way out. The program ends with 1. */
export class StartError extends Error {
  override name = "StartError";
}
