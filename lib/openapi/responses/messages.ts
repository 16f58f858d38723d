/** What the API answers about messages: their texts, how they ended, and their figures. */
import * as z from "zod";
import type { ReplyErrorCode as ReplyErrorCodeType } from "@/lib/shared/error.ts";
import type * as message from "@/lib/shared/message.ts";
import { Count, like, Ms, Time, Uuid } from "./like.ts";
import { ErrorCode } from "./state.ts";

const nullableCount = Count.nullable();

export const Role = z.enum(["system", "user", "assistant", "tool"]);

export const ReplyErrorCode = like<ReplyErrorCodeType>()(
  z.enum([...ErrorCode.options, "interrupted", "shutdown"]),
);

export const Metrics = like<message.Metrics>()(z.strictObject({
  prompt_tokens: nullableCount,
  completion_tokens: nullableCount,
  tokens_per_second: z.number().nullable(),
  time_to_first_token_ms: Ms.nullable(),
  load_ms: Ms.nullable(),
  prompt_eval_ms: Ms.nullable(),
  eval_ms: Ms.nullable(),
  total_ms: Ms.nullable(),
  done_reason: z.string().nullable(),
  context_window: nullableCount,
  context_used: nullableCount,
  truncated: z.boolean().nullable(),
}));

export const Message = like<message.Message>()(z.strictObject({
  id: Uuid,
  session_id: Uuid,
  parent_id: Uuid.nullable(),
  role: Role,
  content: z.string(),
  thinking: z.string().nullable(),
  model: z.string().nullable(),
  status: z.enum(["complete", "streaming", "stopped", "interrupted", "failed"]),
  error: z.strictObject({ code: ReplyErrorCode, message: z.string() }).nullable(),
  pinned: z.boolean(),
  variant: z.strictObject({ index: Count, count: z.int().min(1) }),
  metrics: Metrics.nullable(),
  created_at: Time,
  updated_at: Time,
}));

export const MessagePage = like<message.MessagePage>()(
  z.strictObject({ items: z.array(Message), previous_cursor: z.string().nullable() }),
);

export const SessionMetrics = like<message.SessionMetrics>()(z.strictObject({
  totals: z.strictObject({
    messages: Count,
    prompt_tokens: Count,
    completion_tokens: Count,
    total_ms: Ms,
    average_tokens_per_second: z.number().nullable(),
  }),
  items: z.array(
    Metrics.extend({ message_id: Uuid, model: z.string().nullable(), created_at: Time }),
  ),
}));
