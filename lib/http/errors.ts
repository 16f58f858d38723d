/** The envelope of CONTRACT §3: any thrown value as an answer. Words and codes come from lib/errors. */
import { type Context, HttpError } from "fresh";
import { AppError, describeError, type ErrorDescription } from "@/lib/errors.ts";
import type { ErrorCode, ErrorEnvelope } from "@/lib/shared/error.ts";
import type { State } from "./define.ts";

/** Answers with the envelope; what nobody expected is logged with its stack. */
export function failureResponse({ state: { deps, requestId } }: Context<State>, error: unknown): Response {
  const description = describeHttpError(error);
  if (description.status === 500) deps.log.error("unexpected error", { requestId, error });
  return errorResponse(description, requestId);
}

export function errorResponse(description: ErrorDescription, requestId: string): Response {
  const { code, status, message, details, headers } = description;
  const envelope: ErrorEnvelope = {
    error: {
      code: code as ErrorCode,
      message,
      ...(details?.length ? { details } : {}),
      request_id: requestId,
    },
  };
  return Response.json(envelope, {
    status,
    headers: { "Cache-Control": "no-store", "X-Request-Id": requestId, ...headers },
  });
}

/** Fresh's own errors (no such route, no such method) in the contract's words. */
export function describeHttpError(error: unknown): ErrorDescription {
  if (!(error instanceof HttpError)) return describeError(error);
  if (error.status === 404) {
    return describeError(new AppError("not_found", "There is nothing at this address."));
  }
  if (error.status === 405) {
    return describeError(new AppError("method_not_allowed", "This address does not have this method."));
  }
  if (error.status >= 500) return describeError(error);
  const message = error.message || "The request cannot be answered.";
  return { ...describeError(new AppError("invalid_input", message)), status: error.status };
}
