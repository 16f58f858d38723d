/** The ways to a reply: a new message, another answer, the rest of one, or one that is already running. */
import type { ChatRequest } from "@/lib/shared/chat.ts";
import { idMaker } from "@/lib/shared/id.ts";
import { followReply, type ReplySource, type TurnEvent, type Wire } from "./follow_reply.ts";
import { tell, type TurnBegin } from "./bus.ts";

/** The browser names the reply, which makes sending the same again harmless. */
export const newReplyId: () => string = () => idMaker()();

export function sendTurn(wire: Wire, body: ChatRequest & { message_id: string }) {
  return followReply(wire, { request: { path: "/api/chat", body }, replyId: body.message_id });
}

export function regenerateReply(wire: Wire, messageId: string, body: { background: boolean }) {
  const request = { path: `/api/messages/${messageId}/regenerate`, body };
  return followReply(wire, { request, replyId: null });
}

export function continueReply(wire: Wire, messageId: string, body: { background: boolean }) {
  const request = { path: `/api/messages/${messageId}/continue`, body };
  return followReply(wire, { request, replyId: null });
}

export function watchReply(wire: Wire, replyId: string, signal?: AbortSignal) {
  const source: ReplySource = { request: null, replyId };
  return followReply(wire, source, signal);
}

/** Lets the page live through the reply. Never rejects: a refusal is told as the end of the turn. */
export async function runTurn(
  events: AsyncIterable<TurnEvent>,
  begin: TurnBegin,
): Promise<void> {
  tell("turn:begin", begin);
  try {
    for await (const event of events) tell("turn:event", event);
    tell("turn:end", { refusal: null });
  } catch (error) {
    tell("turn:end", { refusal: error as Error });
  }
}
