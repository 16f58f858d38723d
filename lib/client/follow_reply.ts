/**
 * One reply followed to its last event, whatever happens to the connection.
 *
 * Owns when to connect again, from which event, and when to change the transport. How bytes become events
 * is the transports' affair; what the events mean is turns.ts.
 */
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import { ApiError, UnreachableError } from "./api.ts";
import { SilentStreamError } from "./read_events.ts";

/** The reply's events, and the state of the line to the server while it is down. */
export type TurnEvent = NumberedEvent | { event: "connection"; data: { state: "lost" | "restored" } };

export interface ReplyRequest {
  path: string;
  body: Record<string, unknown>;
}

/** A reply to be asked for (again harmlessly, when the browser named it), or one that exists. */
export type ReplySource =
  | { request: ReplyRequest; replyId: string | null }
  | { request: null; replyId: string };

/** Opens one connection; the events end when the connection does. */
export interface Transport {
  ask(request: ReplyRequest, signal: AbortSignal): AsyncIterable<NumberedEvent>;
  /** @throws NothingLeftError */
  resume(replyId: string, after: number, signal: AbortSignal): AsyncIterable<NumberedEvent>;
}

export interface Wire {
  /** The one in use is the first; they change places when it brings nothing. */
  transports: [Transport, Transport];
  /** Waits so long, or until there is reason to hope (online, tab shown). */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

/** The server has no event after the one that was asked for. */
export class NothingLeftError extends Error {
  override name = "NothingLeftError";
}

/** The server writes the reply, and this way does not show it. */
export class UnseenReplyError extends Error {
  override name = "UnseenReplyError";
}

const asksBeforeGivingUp = 4;

/** Where a reader of a reply stands. */
interface Place {
  replyId: string | null;
  after: number;
  /** The server has the reply. */
  known: boolean;
  /** Connections in a row that brought no event. */
  failures: number;
}

/**
 * Ends after `done` or `error`. Without either when the server no longer knows the reply, or writes one that has
 * no name here yet and does not show it: then it is found in the chat.
 *
 * @throws ApiError when the request is refused, UnreachableError when it never got an answer
 */
export async function* followReply(
  wire: Wire,
  source: ReplySource,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<TurnEvent> {
  const place: Place = { replyId: source.replyId, after: 0, known: source.request === null, failures: 0 };
  let isLost = false;
  while (!signal.aborted) {
    let [isHeldBack, hasArrived] = [false, false];
    try {
      for await (const event of connect(wire.transports[0], source, place, signal)) {
        if (isLost) yield { event: "connection", data: { state: "restored" } };
        isLost = false;
        yield event;
        if (event.event === "done" || event.event === "error") return;
      }
    } catch (error) {
      if (signal.aborted || error instanceof NothingLeftError) return;
      if (!isLoss(error)) throw error;
      isHeldBack = error instanceof SilentStreamError && error.bytes === 0;
      hasArrived = isTaken(error);
    }
    place.failures++;
    if (isHeldBack || place.failures % 2 === 0) wire.transports.reverse();
    if (hasArrived && place.replyId === null) return;
    const isHopeless = place.replyId === null || place.failures >= asksBeforeGivingUp;
    if (!place.known && !hasArrived && isHopeless) throw new UnreachableError();
    if (!isLost) yield { event: "connection", data: { state: "lost" } };
    isLost = true;
    await wire.pause(backoff(place.failures - 1), signal);
  }
}

/** 250 ms, doubled up to 5 s. */
export function backoff(failures: number): number {
  return Math.min(250 * 2 ** failures, 5000);
}

async function* connect(transport: Transport, source: ReplySource, place: Place, signal: AbortSignal) {
  const events = place.known || !source.request
    ? transport.resume(place.replyId!, place.after, signal)
    : askOrFind(transport, source.request, place.replyId, signal);
  for await (const event of events) {
    if (event.event === "start") place.replyId = event.data.message_id;
    place.after = event.id;
    place.known = true;
    place.failures = 0;
    yield event;
  }
}

/** A refusal may come after the question was stored: then the failed reply is there and tells the cause. */
async function* askOrFind(
  transport: Transport,
  request: ReplyRequest,
  replyId: string | null,
  signal: AbortSignal,
) {
  try {
    yield* transport.ask(request, signal);
  } catch (refusal) {
    const mayBeStored = refusal instanceof ApiError && (refusal.status === 404 || refusal.status >= 500);
    if (!mayBeStored || replyId === null || refusal.code === "unreadable") throw refusal;
    try {
      yield* transport.resume(replyId, 0, signal);
    } catch (error) {
      throw error instanceof NothingLeftError ? refusal : error;
    }
  }
}

/** Broken connections come as TypeError from fetch and bodies; a proxy's own page has no envelope. */
function isLoss(error: unknown): boolean {
  return error instanceof TypeError || error instanceof UnreachableError ||
    error instanceof SilentStreamError || error instanceof UnseenReplyError ||
    (error instanceof ApiError && error.code === "unreadable") ||
    (error instanceof DOMException && error.name === "NetworkError");
}

/** The request has arrived, and was not refused. */
function isTaken(error: unknown): boolean {
  return error instanceof UnseenReplyError || (error instanceof SilentStreamError && error.isAnswered);
}
