/** The events of a reply (CONTRACT §5), as they come over HTTP and over the WebSocket. */
import * as z from "zod";
import type * as chat from "@/lib/shared/chat.ts";
import { Message, ReplyErrorCode } from "./messages.ts";
import { like, Ms, Time, Uuid } from "./like.ts";

const text = z.strictObject({ text: z.string() });

/** By name, so that the reference can show each. */
export const replyEvents = {
  start: z.strictObject({
    session_id: Uuid,
    user_message_id: Uuid,
    message_id: Uuid,
    model: z.string(),
    created_at: Time,
  }),
  phase: z.strictObject({
    phase: z.enum(["queued", "loading", "reading_prompt", "thinking", "writing"]),
    expected_ms: Ms.nullable(),
  }),
  thinking: text,
  token: text,
  metrics: z.strictObject({
    completion_tokens: z.int().min(0),
    tokens_per_second: z.number().nullable(),
    elapsed_ms: Ms,
    time_to_first_token_ms: Ms.nullable(),
  }),
  done: z.strictObject({ message: Message }),
  error: z.strictObject({ code: ReplyErrorCode, message: z.string(), message_id: Uuid }),
};

const id = z.int().min(1);

export const ReplyEvent = like<chat.NumberedEvent>()(z.discriminatedUnion("event", [
  z.strictObject({ id, event: z.literal("start"), data: replyEvents.start }),
  z.strictObject({ id, event: z.literal("phase"), data: replyEvents.phase }),
  z.strictObject({ id, event: z.literal("thinking"), data: replyEvents.thinking }),
  z.strictObject({ id, event: z.literal("token"), data: replyEvents.token }),
  z.strictObject({ id, event: z.literal("metrics"), data: replyEvents.metrics }),
  z.strictObject({ id, event: z.literal("done"), data: replyEvents.done }),
  z.strictObject({ id, event: z.literal("error"), data: replyEvents.error }),
]));

/** An event of a reply, or an error that belongs to none. */
export const SocketMessage = z.union([
  z.strictObject({
    message_id: Uuid,
    id,
    event: z.enum(["start", "phase", "thinking", "token", "metrics", "done", "error"]),
    data: z.union(Object.values(replyEvents)),
  }),
  z.strictObject({
    message_id: z.null(),
    id: z.null(),
    event: z.literal("error"),
    data: z.strictObject({ code: ReplyErrorCode, message: z.string() }),
  }),
]);
