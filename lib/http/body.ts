/**
 * What a request says, as a checked value: its JSON body or its query.
 *
 * The Content-Type of JSON is not looked at, so that a plain `curl -d` works. Its bytes are read by body_bytes.ts.
 */
import type * as z from "zod";
import { InvalidInputError } from "@/lib/errors.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import type { ErrorDetail } from "@/lib/shared/error.ts";
import { bodyLimit, readBytes } from "./body_bytes.ts";
import { findKeyProblem } from "./json_keys.ts";

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
  return check(schema, parseJson(decode(bytes)), "The request");
}

/** A value that was read already, checked. */
export function checkBody<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  return check(schema, value, "The request");
}

/** Text as a value, without the keys that `JSON.parse` lets by. Throws `invalid_input`. */
export function parseJson(text: string): unknown {
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

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInputError("The body is not valid UTF-8.", [{ path: "", message: "must be UTF-8" }]);
  }
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
