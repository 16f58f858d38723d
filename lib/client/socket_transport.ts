/** Replies over `/ws/chat`, for where something on the way holds streamed answers back. */
import type { ErrorCode } from "@/lib/shared/error.ts";
import type { NumberedEvent } from "@/lib/shared/chat.ts";
import { ApiError, type Fetch, jsonBody, reach, readError } from "./api.ts";
import { NothingLeftError, type Transport, UnseenReplyError } from "./follow_reply.ts";

type Frame = { message_id: string | null } & NumberedEvent;

/** The protocol's pings are not seen by scripts, so a silent line is asked anew now and then. */
const silenceMs = 45_000;

export function socketTransport(options: { connect: () => WebSocket; fetch: Fetch }): Transport {
  return {
    async *ask(request, signal) {
      if (request.path !== "/api/chat") return await askUnseen(options.fetch, request, signal);
      yield* converse(options.connect(), { type: "chat", ...request.body }, signal);
    },
    async *resume(message_id, after, signal) {
      try {
        yield* converse(options.connect(), { type: "resume", message_id, after }, signal);
      } catch (error) {
        throw error instanceof ApiError ? new NothingLeftError() : error;
      }
    },
  };
}

/** Only new questions can be asked through the socket; another reply is started, and then found running. */
async function askUnseen(
  send: Fetch,
  request: { path: string; body: Record<string, unknown> },
  signal: AbortSignal,
) {
  const body = { ...request.body, background: true };
  const response = await reach(send, request.path, { method: "POST", signal, ...jsonBody(body) });
  if (!response.ok) throw await readError(response);
  await response.body?.cancel();
  throw new UnseenReplyError();
}

async function* converse(socket: WebSocket, opening: unknown, signal: AbortSignal) {
  const close = () => socket.close();
  signal.addEventListener("abort", close);
  try {
    for await (const frame of frames(socket, JSON.stringify(opening))) {
      if (frame.message_id === null && frame.event === "error") {
        throw new ApiError(statusOf(frame.data.code), frame.data.code as ErrorCode, frame.data.message);
      }
      yield frame as NumberedEvent;
      if (frame.event === "done" || frame.event === "error") return;
    }
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** Only what follow_reply.ts distinguishes. */
function statusOf(code: string): number {
  return code === "model_not_found" ? 404 : code.startsWith("ollama") ? 503 : 400;
}

async function* frames(socket: WebSocket, opening: string): AsyncGenerator<Frame> {
  const queue: Frame[] = [];
  let isOpen = true;
  let ring = () => {};
  socket.onopen = () => socket.send(opening);
  socket.onmessage = ({ data }) => {
    queue.push(JSON.parse(data));
    ring();
  };
  socket.onclose = () => {
    isOpen = false;
    ring();
  };
  while (isOpen || queue.length > 0) {
    while (queue.length > 0) yield queue.shift()!;
    if (!isOpen) return;
    const timer = setTimeout(() => socket.close(), silenceMs);
    await new Promise<void>((resolve) => ring = resolve);
    clearTimeout(timer);
  }
}
