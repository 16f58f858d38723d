/**
 * Calls of our own JSON API: the answer, or an error with the code and words of the server.
 *
 * Knows nothing of streams.
 */
import type { ErrorCode, ErrorDetail, ErrorEnvelope } from "@/lib/shared/error.ts";

/** The server answered, and said no. */
export class ApiError extends Error {
  override name = "ApiError";
  constructor(
    readonly status: number,
    readonly code: ErrorCode | "unreadable",
    message: string,
    readonly details: ErrorDetail[] = [],
  ) {
    super(message);
  }
}

/** The server did not answer. */
export class UnreachableError extends Error {
  override name = "UnreachableError";
  constructor(cause?: unknown) {
    super("Cannot reach the server. Is it still running?", { cause });
  }
}

export type Fetch = typeof fetch;

/** @throws ApiError, UnreachableError */
export async function requestJson<Answer>(
  method: string,
  path: string,
  body?: unknown,
  options: { fetch?: Fetch; signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<Answer> {
  const { fetch: send = fetch, ...init } = options;
  const response = await reach(send, path, { method, ...init, ...jsonBody(body) });
  if (!response.ok) throw await readError(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** `fetch`, but a failed connection has a name. An abort stays an abort. */
export async function reach(send: Fetch, path: string, init: RequestInit): Promise<Response> {
  try {
    return await send(path, init);
  } catch (error) {
    if (init.signal?.aborted || !(error instanceof TypeError)) throw error;
    throw new UnreachableError(error);
  }
}

export function jsonBody(body: unknown): RequestInit {
  return body === undefined
    ? {}
    : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

/** A proxy may answer with a page of its own, so the envelope is not taken for granted. */
export async function readError(response: Response): Promise<ApiError> {
  const text = await response.text();
  const envelope = parseEnvelope(text);
  if (envelope) {
    return new ApiError(response.status, envelope.code, envelope.message, envelope.details);
  }
  return new ApiError(response.status, "unreadable", `The server answered ${response.status}.`);
}

function parseEnvelope(text: string): ErrorEnvelope["error"] | undefined {
  try {
    const { error } = JSON.parse(text) as Partial<ErrorEnvelope>;
    return typeof error?.message === "string" ? error : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}
