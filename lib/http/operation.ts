/** A load or unload as a response: its result, or its lines as they come for who accepts an event stream. */
import type { Operation } from "@/lib/models/operation.ts";
import { sseResponse } from "./sse.ts";

export async function operationResponse(
  req: Request,
  operation: Operation,
  options: { heartbeatMs: number },
): Promise<Response> {
  const accepted = req.headers.get("accept") ?? "";
  if (accepted.includes("text/event-stream")) {
    return sseResponse((signal) => operation.watch(signal), options);
  }
  return Response.json(await operation.result);
}
