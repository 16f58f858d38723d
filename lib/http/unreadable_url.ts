/**
 * A request whose Host header makes no URL, such as one with a port of six digits: nothing that comes after could
 * look at it. It is answered before the app, as any other foreign host.
 */
import { AppError, describeError } from "@/lib/errors.ts";
import { errorResponse } from "./errors.ts";
import { setSecurityHeaders } from "./security_headers.ts";

/** Undefined for every other request. */
export function unreadableUrlResponse(req: Request): Response | undefined {
  if (URL.canParse(req.url)) return;
  const error = new AppError("forbidden_host", "The Host header is not the address of a server.");
  const response = errorResponse(describeError(error), crypto.randomUUID());
  setSecurityHeaders(response.headers);
  return response;
}
