/** Replies over `fetch`: POST that streams its answer, and GET that goes on with it. */
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import { type Fetch, jsonBody, reach, readError } from "./api.ts";
import { NothingLeftError, type Transport } from "./follow_reply.ts";
import { type Patience, readEvents, SilentStreamError } from "./read_events.ts";

/** The server sends a heartbeat with the headers, then one every 15 s at the latest. */
const patience: Patience = { firstByteMs: 3000, silenceMs: 45_000 };

/** The server itself waits 5 s for Ollama before it answers. */
const headersMs = 20_000;

/** @param takeSlot one of the browser's few connections to our host; undefined when they are taken */
export function streamTransport(
  options: { fetch: Fetch; takeSlot: () => Promise<(() => void) | undefined>; otherwise: Transport },
): Transport {
  return {
    async *ask(request, signal) {
      const release = await options.takeSlot();
      if (!release) return yield* options.otherwise.ask(request, signal);
      try {
        yield* open(options.fetch, request.path, { method: "POST", ...jsonBody(request.body) }, signal);
      } finally {
        release();
      }
    },
    async *resume(replyId, after, signal) {
      const release = await options.takeSlot();
      if (!release) return yield* options.otherwise.resume(replyId, after, signal);
      try {
        yield* open(options.fetch, `/api/chat/${replyId}/stream?after=${after}`, {}, signal);
      } finally {
        release();
      }
    },
  };
}

async function* open(send: Fetch, path: string, init: RequestInit, signal: AbortSignal) {
  const response = await headersInTime(send, path, init, signal);
  if (response.status === 204) throw new NothingLeftError();
  if (!response.ok) throw await missingOrError(response, init.method);
  for await (const event of readEvents(response.body!, patience)) {
    if (event.event !== "heartbeat") yield event as NumberedEvent;
  }
}

async function headersInTime(send: Fetch, path: string, init: RequestInit, signal: AbortSignal) {
  const given = new AbortController();
  const giveUp = () => given.abort(signal.reason);
  signal.addEventListener("abort", giveUp);
  if (signal.aborted) giveUp();
  const timer = setTimeout(() => given.abort(new SilentStreamError(0, false)), headersMs);
  try {
    return await reach(send, path, { ...init, signal: given.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** To a reader who only comes back, a reply that is refused to him is one that is not there. */
async function missingOrError(response: Response, method?: string): Promise<Error> {
  const error = await readError(response);
  const isGone = method === undefined && response.status < 500 && error.code !== "unreadable";
  if (isGone) return new NothingLeftError();
  return error;
}
