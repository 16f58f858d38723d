/** Newline-delimited JSON: one value a line, whatever the network's chunks look like. */
import { OllamaDroppedError, OllamaRejectedError } from "@/lib/errors.ts";

const maxLineLength = 8 * 1024 * 1024;

/**
 * The values of each batch of bytes; a batch that completes no line yields nothing. What is wrong with a
 * line is thrown only after the values before it were given out.
 */
export async function* parseNdjson(
  batches: AsyncIterable<Uint8Array[]>,
  maxLine = maxLineLength,
): AsyncGenerator<unknown[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const batch of batches) {
    for (const chunk of batch) rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop()!;
    yield* parseLines(lines, maxLine);
    if (rest.length > maxLine) throw tooLong();
  }
  rest += decoder.decode();
  if (isFilled(rest)) yield [parseLast(rest)];
}

function* parseLines(lines: string[], maxLine: number): Generator<unknown[]> {
  const values: unknown[] = [];
  let failure: Error | undefined;
  for (const line of lines) {
    if (!isFilled(line)) continue;
    try {
      if (line.length > maxLine) throw tooLong();
      values.push(JSON.parse(line));
    } catch (error) {
      failure = error instanceof SyntaxError ? malformed() : error as Error;
      break;
    }
  }
  if (values.length > 0) yield values;
  if (failure) throw failure;
}

function isFilled(line: string): boolean {
  return line.trim() !== "";
}

/** A last line without its newline counts when it is whole; otherwise the answer was cut off. */
function parseLast(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OllamaDroppedError("Ollama's answer was cut off in the middle of a line. What came is kept.");
  }
}

function malformed(): Error {
  return new OllamaRejectedError("Ollama sent a line that is not JSON. What came before it is kept.");
}

function tooLong(): Error {
  return new OllamaRejectedError("Ollama sent a line of more than 8 MiB, which is refused.");
}
