/**
 * Replies over a WebSocket, for where something on the way holds streamed answers back: the same requests, the
 * same events as over HTTP, any number of replies on one socket.
 */
import * as z from "zod";
import { stopReply } from "@/lib/chat/messages.ts";
import { repeatedReply, startTurn } from "@/lib/chat/start_turn.ts";
import { depsOfBody } from "@/lib/chat/temporary.ts";
import { type ReplyEvents, watchReply } from "@/lib/chat/watch.ts";
import type { Deps } from "@/lib/deps.ts";
import { AppError, describeError } from "@/lib/errors.ts";
import { ChatRequest } from "@/lib/shared/chat.ts";
import { Id } from "@/lib/shared/text.ts";
import { checkBody, parseJson } from "./body.ts";

export const ClientMessage = z.discriminatedUnion("type", [
  ChatRequest.extend({ type: z.literal("chat") }),
  z.strictObject({ type: z.literal("resume"), message_id: Id, after: z.number().int().min(0).default(0) }),
  z.strictObject({ type: z.literal("stop"), message_id: Id }),
]);

/** The answer to an upgrade; what follows happens on the socket. */
export function chatSocketResponse(deps: Deps, req: Request): Response {
  if (!asksForSocket(req.headers)) {
    throw new AppError("invalid_input", "/ws/chat speaks WebSocket only. Over HTTP use POST /api/chat.");
  }
  // Deno pings at half of this time and closes when no pong comes.
  const idleTimeout = Math.max(1, Math.round(deps.env.heartbeatMs / 1000)) * 2;
  const { socket, response } = Deno.upgradeWebSocket(req, { idleTimeout });
  const open = new Set<AsyncIterator<unknown>>();
  socket.onmessage = ({ data }) => void obey({ deps, socket, open }, data);
  socket.onerror = () => socket.close();
  socket.onclose = () => open.forEach((events) => void events.return?.());
  return response;
}

/** Deno takes what is incomplete for an error of the server, and does not look at the version. */
function asksForSocket(headers: Headers): boolean {
  const says = (name: string, value: string) =>
    headers.get(name)?.toLowerCase().split(",").some((part) => part.trim() === value) ?? false;
  return says("connection", "upgrade") && says("upgrade", "websocket") &&
    says("sec-websocket-version", "13") && headers.has("sec-websocket-key");
}

interface Line {
  deps: Deps;
  socket: WebSocket;
  /** What is being read for this socket: left when it closes. */
  open: Set<AsyncIterator<unknown>>;
}

async function obey(line: Line, text: unknown): Promise<void> {
  let { deps } = line;
  try {
    if (typeof text !== "string") throw new AppError("invalid_input", "A message must be JSON text.");
    const body = parseJson(text);
    deps = depsOfBody(deps, body);
    const message = readMessage(deps, body);
    if (message.type === "stop") return void await stopReply(deps, message.message_id);
    const { type: _, ...request } = message;
    const replyId = message.type === "chat"
      ? await startTurn(deps, request as ChatRequest)
      : message.message_id;
    const events = watchReply(deps, replyId, message.type === "resume" ? message.after : 0);
    if (events) await tell(line, replyId, events);
  } catch (error) {
    const { code, message } = describeError(error);
    if (code === "internal") deps.log.error("socket failed", { error });
    send(line.socket, { message_id: null, id: null, event: "error", data: { code, message } });
  }
}

/** A repeat is read as a wish to hear the reply again: the rest of its body is not looked at. */
function readMessage(deps: Deps, body: unknown): z.infer<typeof ClientMessage> {
  const isChat = (body as { type?: unknown } | null)?.type === "chat";
  const repeated = isChat ? repeatedReply(deps, body) : undefined;
  return repeated ? { type: "resume", message_id: repeated, after: 0 } : checkBody(body, ClientMessage);
}

async function tell({ socket, open }: Line, replyId: string, events: ReplyEvents): Promise<void> {
  const iterator = events[Symbol.asyncIterator]();
  open.add(iterator);
  try {
    if (socket.readyState !== WebSocket.OPEN) return void await iterator.return?.();
    for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
      for (const { id, event, data } of step.value) send(socket, { message_id: replyId, id, event, data });
    }
  } finally {
    open.delete(iterator);
  }
}

function send(socket: WebSocket, message: unknown): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
