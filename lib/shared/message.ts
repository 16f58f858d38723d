/** Messages and the figures of a reply, as the API shows and takes them. */
import * as z from "zod";
import type { ReplyError } from "./error.ts";
import { Content, Id, queryNumber } from "./text.ts";

export type Role = "system" | "user" | "assistant" | "tool";

export type MessageStatus = "complete" | "streaming" | "stopped" | "interrupted" | "failed";

export interface Message {
  id: string;
  session_id: string;
  parent_id: string | null;
  role: Role;
  content: string;
  thinking: string | null;
  model: string | null;
  status: MessageStatus;
  error: ReplyError | null;
  pinned: boolean;
  variant: { index: number; count: number };
  metrics: Metrics | null;
  created_at: string;
  updated_at: string;
}

/** Counts and durations are Ollama's, time to first token is ours. */
export interface Metrics {
  prompt_tokens: number | null;
  completion_tokens: number | null;
  tokens_per_second: number | null;
  time_to_first_token_ms: number | null;
  load_ms: number | null;
  prompt_eval_ms: number | null;
  eval_ms: number | null;
  total_ms: number | null;
  done_reason: string | null;
  context_window: number | null;
  context_used: number | null;
  truncated: boolean | null;
}

export interface MessagePage {
  /** Oldest first, of the current branch. */
  items: Message[];
  previous_cursor: string | null;
}

export interface SessionMetrics {
  totals: {
    messages: number;
    prompt_tokens: number;
    completion_tokens: number;
    total_ms: number;
    average_tokens_per_second: number | null;
  };
  items: (Metrics & { message_id: string; model: string | null; created_at: string })[];
}

export const MessageQuery = z.strictObject({
  limit: queryNumber(z.int().min(1).max(200).default(50)),
  before: Id.optional(),
});
export type MessageQuery = z.infer<typeof MessageQuery>;

export const MessagePatch = z.strictObject({
  pinned: z.boolean().optional(),
  content: Content.optional(),
}).refine(
  (patch) => patch.pinned !== undefined || patch.content !== undefined,
  "needs pinned or content",
);
export type MessagePatch = z.infer<typeof MessagePatch>;
