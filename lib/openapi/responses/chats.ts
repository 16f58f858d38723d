/** What the API answers about chats: sessions, messages, figures, search, import. */
import * as z from "zod";
import type { titleSession } from "@/lib/chat/title.ts";
import type { SessionEvent as SessionEventType } from "@/lib/chat/sessions.ts";
import type { ReplyErrorCode as ReplyErrorCodeType } from "@/lib/shared/error.ts";
import type * as message from "@/lib/shared/message.ts";
import type * as search from "@/lib/shared/search.ts";
import type * as session from "@/lib/shared/session.ts";
import type * as transfer from "@/lib/shared/transfer.ts";
import { like, Ms, Time, Uuid } from "./like.ts";
import { ErrorCode, PromptOptions } from "./state.ts";

const titleSource = z.enum(["default", "fallback", "model", "user"]);
const count = z.int().min(0);
const role = z.enum(["system", "user", "assistant", "tool"]);

export const ReplyErrorCode = like<ReplyErrorCodeType>()(
  z.enum([...ErrorCode.options, "interrupted", "shutdown"]),
);

export const Session = like<session.Session>()(z.strictObject({
  id: Uuid,
  title: z.string(),
  title_source: titleSource,
  model: z.string().nullable(),
  system_prompt: z.string().nullable(),
  options: PromptOptions,
  pinned: z.boolean(),
  archived: z.boolean(),
  message_count: count,
  token_count: count,
  generating: Uuid.nullable(),
  unread: z.boolean(),
  created_at: Time,
  updated_at: Time,
}));

export const SessionWithDraft = like<session.Session & { draft: string }>()(
  Session.extend({ draft: z.string() }),
);

export const SessionPage = like<session.SessionPage>()(
  z.strictObject({ items: z.array(Session), next_cursor: z.string().nullable() }),
);

export const SessionEvent = like<SessionEventType>()(z.union([
  z.strictObject({ event: z.literal("session"), data: Session }),
  z.strictObject({ event: z.literal("session_deleted"), data: z.strictObject({ id: Uuid }) }),
]));

const nullableCount = count.nullable();

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
  role,
  content: z.string(),
  thinking: z.string().nullable(),
  model: z.string().nullable(),
  status: z.enum(["complete", "streaming", "stopped", "interrupted", "failed"]),
  error: z.strictObject({ code: ReplyErrorCode, message: z.string() }).nullable(),
  pinned: z.boolean(),
  variant: z.strictObject({ index: count, count: z.int().min(1) }),
  metrics: Metrics.nullable(),
  created_at: Time,
  updated_at: Time,
}));

export const MessagePage = like<message.MessagePage>()(
  z.strictObject({ items: z.array(Message), previous_cursor: z.string().nullable() }),
);

export const SessionMetrics = like<message.SessionMetrics>()(z.strictObject({
  totals: z.strictObject({
    messages: count,
    prompt_tokens: count,
    completion_tokens: count,
    total_ms: Ms,
    average_tokens_per_second: z.number().nullable(),
  }),
  items: z.array(
    Metrics.extend({ message_id: Uuid, model: z.string().nullable(), created_at: Time }),
  ),
}));

export const Title = like<Awaited<ReturnType<typeof titleSession>>>()(
  z.strictObject({ title: z.string(), source: titleSource }),
);

export const SearchPage = like<search.SearchPage>()(z.strictObject({
  items: z.array(z.strictObject({
    session_id: Uuid,
    session_title: z.string(),
    message_id: Uuid,
    role,
    snippet: z.string(),
    ranges: z.array(z.tuple([count, count])),
    created_at: Time,
    score: z.number(),
  })),
  next_cursor: z.string().nullable(),
  took_ms: Ms,
}));

export const ImportResult = like<transfer.ImportResult>()(z.strictObject({
  imported: count,
  skipped: count,
  failed: z.array(z.strictObject({ index: count, reason: z.string() })),
}));
