/**
 * What a request says, as a checked value: its JSON body or its query.
 *
 * The Content-Type of JSON is not looked at, so that a plain `curl -d` works. Bytes are counted while they are read.
 */
import type * as z from "zod";
import { AppError, InvalidInputError } from "@/lib/errors.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import type { ErrorDetail } from "@/lib/shared/error.ts";
import { findKeyProblem } from "./json_keys.ts";

export const bodyLimit = {
  /** Read from whoever comes. */
  login: 64 * 1024,
  json: 2 * 1024 * 1024,
  chat: 110 * 1024 * 1024,
  import: 512 * 1024 * 1024,
} as const;

interface ReadOptions {
  /** Bytes; more is 413. */
  limit?: number;
  /** What an absent body means; without it an empty body is an error. */
  empty?: unknown;
}

/** Throws `invalid_input` with details, or `payload_too_large`. */
export async function readJson<Schema extends z.ZodType>(
  req: Request,
  schema: Schema,
  options: ReadOptions = {},
): Promise<z.output<Schema>> {
  const bytes = await readBytes(req, options.limit ?? bodyLimit.json);
  if (bytes.length === 0 && "empty" in options) return check(schema, options.empty, "The request");
  return readText(decode(bytes), schema);
}

/** A value that was read already, checked. */
export function checkBody<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  return check(schema, value, "The request");
}

/** The same for text that is already there. */
export function readText<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  return check(schema, parseJson(text), "The request");
}

/** A parameter given twice is an error, and so is an unknown one. */
export function readQuery<Schema extends z.ZodType>(url: URL, schema: Schema): z.output<Schema> {
  const names = new Set<string>();
  const twice = [...url.searchParams.keys()].find((name) => names.size === names.add(name).size);
  if (twice !== undefined) {
    throw new InvalidInputError(`The query has ${quote(twice)} twice.`, [{
      path: twice,
      message: "must be given only once",
    }]);
  }
  return check(schema, Object.fromEntries(url.searchParams), "The query");
}

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
async function readBytes(req: Request, limit: number): Promise<Uint8Array> {
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

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInputError("The body is not valid UTF-8.", [{ path: "", message: "must be UTF-8" }]);
  }
}

function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const message = text.trim() === ""
      ? "The body is empty; it must be JSON."
      : "The body is not valid JSON.";
    throw new InvalidInputError(message, [{ path: "", message: "must be JSON" }]);
  }
  const problem = findKeyProblem(text);
  if (problem) {
    throw new InvalidInputError(`The body is refused: ${name(problem)} ${problem.message}.`, [problem]);
  }
  return value;
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: issueWords });
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.flatMap(describeIssue);
  const first = details[0]!;
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : "";
  throw new InvalidInputError(
    `${what} is not valid: ${name(first)} ${first.message}${more}.`,
    details.slice(0, mostDetails),
  );
}

/** An answer must not be larger than what was asked. */
const mostDetails = 100;

function describeIssue(issue: z.core.$ZodIssue): ErrorDetail[] {
  const at = (key?: PropertyKey) =>
    [...issue.path, ...(key === undefined ? [] : [key])].map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: at(key), message: "is not a known field" }));
  }
  return [{ path: at(), message: issue.message }];
}

function name(detail: ErrorDetail): string {
  return detail.path === "" ? "the body" : quote(detail.path);
}

/** Field names come from outside: cut, and with control characters escaped. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function tooLarge(limit: number): AppError {
  const size = limit >= 1024 * 1024 ? `${Math.round(limit / 1024 / 1024)} MiB` : `${limit} bytes`;
  return new AppError("payload_too_large", `The body is larger than ${size}, the most that is taken here.`, {
    headers: { Connection: "close" },
  });
}
