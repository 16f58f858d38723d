/** The bytes of a request's body, counted while they are read. Knows nothing of what they say. */
import { AppError, InvalidInputError } from "@/lib/errors.ts";

export const bodyLimit = {
  /** Read from whoever comes. */
  login: 64 * 1024,
  json: 2 * 1024 * 1024,
  chat: 110 * 1024 * 1024,
  import: 512 * 1024 * 1024,
} as const;

/** For bodies that are files: the lines of a form round one would be read as the file's own. */
export function refuseForm(req: Request): void {
  if (!req.headers.get("Content-Type")?.toLowerCase().startsWith("multipart/form-data")) return;
  throw new InvalidInputError(
    "The body is a form. Send the file itself, as `curl --data-binary @FILE` does.",
    [{
      path: "",
      message: "must not be a form",
    }],
  );
}

/** The bytes as they come, each piece good until the next is asked for. Throws `payload_too_large`. */
export async function* readRaw(req: Request, limit: number): AsyncGenerator<Uint8Array> {
  if (Number(req.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  let length = 0;
  for await (const piece of receive(req)) {
    length += piece.length;
    if (length > limit) throw tooLarge(limit);
    yield piece;
  }
}

/** Copied together: a piece of one byte, of which a client can send millions, may hold 64 KiB of memory. */
export async function readBytes(req: Request, limit: number): Promise<Uint8Array> {
  let bytes = new Uint8Array(pieceBytes);
  let length = 0;
  for await (const piece of readRaw(req, limit)) {
    if (length + piece.length > bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, length + piece.length));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}

const pieceBytes = 65_536;

/** A client that hangs up in the middle of its body is no error of ours. */
async function* receive(req: Request): AsyncGenerator<Uint8Array> {
  if (!req.body) return;
  const read = readerOf(req.body);
  try {
    for (let step = await read.next(); !step.done; step = await read.next()) yield step.value;
  } catch {
    throw new InvalidInputError("The body ended before it was complete.", [{
      path: "",
      message: "is cut off",
    }]);
  } finally {
    await read.leave();
  }
}

/** Into one buffer, over and over, where the stream can do that: what comes over the network can. */
function readerOf(body: ReadableStream<Uint8Array>) {
  let buffer = new Uint8Array(pieceBytes);
  let reader: ReadableStreamBYOBReader | ReadableStreamDefaultReader<Uint8Array>;
  try {
    reader = body.getReader({ mode: "byob" });
  } catch {
    reader = body.getReader(); // a stream of whole pieces, as tests and other servers may give
  }
  return {
    async next(): Promise<ReadableStreamReadResult<Uint8Array>> {
      if (!(reader instanceof ReadableStreamBYOBReader)) return await reader.read();
      const step = await reader.read(buffer);
      if (step.value) buffer = new Uint8Array(step.value.buffer);
      return step as ReadableStreamReadResult<Uint8Array>;
    },
    leave: () => reader.cancel().catch(() => {}), // broken off already, by the client
  };
}

function tooLarge(limit: number): AppError {
  const size = limit >= 1024 * 1024 ? `${Math.round(limit / 1024 / 1024)} MiB` : `${limit} bytes`;
  return new AppError("payload_too_large", `The body is larger than ${size}, the most that is taken here.`, {
    headers: { Connection: "close" },
  });
}
