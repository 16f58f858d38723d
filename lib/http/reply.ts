/** A reply as a response: its events from a place on. */
import { watchReply } from "@/lib/chat/watch.ts";
import type { Deps } from "@/lib/deps.ts";
import { InvalidInputError } from "@/lib/errors.ts";
import { StreamQuery } from "@/lib/shared/chat.ts";
import { readQuery } from "./body.ts";
import { sseResponse } from "./sse.ts";

/** 204 when nothing is left. */
export function replyResponse(deps: Deps, replyId: string, after = 0): Response {
  const events = watchReply(deps, replyId, after);
  if (!events) return new Response(null, { status: 204 });
  return sseResponse(events, { heartbeatMs: deps.env.heartbeatMs });
}

/** `?after=`, else `Last-Event-ID` (an empty one is none), else the beginning. */
export function readAfter(req: Request, url: URL): number {
  const { after } = readQuery(url, StreamQuery);
  if (after !== undefined) return after;
  const text = req.headers.get("last-event-id") || "0";
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidInputError("The event to go on after is not a number.", [
    { path: "Last-Event-ID", message: "must be an event's id: a whole number" },
  ]);
}
