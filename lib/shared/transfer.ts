/**
 * A chat as a file: the format that we export and take back, and what an import answers.
 *
 * One chat is one object; all chats are one object a line. Fields that a later version adds are left alone.
 */
import * as z from "zod";
import { PromptOptionsPatch } from "./prompt_options.ts";

export const exportFormat = "chat-webui";
export const exportVersion = 1;

const Time = z.iso.datetime({ offset: true });
const text = z.string();
const count = z.number().nullable().default(null);

export const ExportedSession = z.object({
  id: text.min(1).max(200),
  title: text,
  title_source: z.enum(["default", "fallback", "model", "user"]).default("user"),
  model: text.nullable().default(null),
  system_prompt: text.nullable().default(null),
  options: z.object(PromptOptionsPatch.shape).default({}),
  pinned: z.boolean().default(false),
  archived: z.boolean().default(false),
  unread: z.boolean().default(false),
  draft: text.default(""),
  /** The first message of the current branch, and its last one. */
  active_root_id: text.nullable().default(null),
  head_id: text.nullable().default(null),
  created_at: Time,
  updated_at: Time,
});
export type ExportedSession = z.infer<typeof ExportedSession>;

export const ExportedMetrics = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  time_to_first_token_ms: count,
  load_ms: count,
  prompt_eval_ms: count,
  eval_ms: count,
  total_ms: count,
  done_reason: text.nullable().default(null),
  context_window: count,
  context_used: count,
  truncated: z.boolean().nullable().default(null),
});

/** What a reply was asked with, and what the model did not see. */
export const ExportedPrompt = z.object({
  model: text,
  options: z.record(text, z.unknown()),
  system_prompt: text.nullable(),
  first_message_id: text.nullable(),
  left_out: z.number().int(),
  estimated_tokens: z.number().int(),
  created_at: Time,
});

export const ExportedMessage = z.object({
  id: text.min(1).max(200),
  parent_id: text.nullable(),
  /** The one that follows it on the branch that was looked at last. */
  active_child_id: text.nullable().default(null),
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: text,
  /** What the model was given, where that is not the content. */
  sent_content: text.nullable().default(null),
  thinking: text.nullable().default(null),
  thinking_ms: z.number().int().nullable().default(null),
  tool_calls: z.array(z.unknown()).nullable().default(null),
  model: text.nullable().default(null),
  status: z.enum(["complete", "streaming", "stopped", "interrupted", "failed"]).default("complete"),
  error: z.object({ code: text.max(100), message: text }).nullable().default(null),
  pinned: z.boolean().default(false),
  /** Base64. */
  images: z.array(text).default([]),
  metrics: ExportedMetrics.nullable().default(null),
  prompt: ExportedPrompt.nullable().default(null),
  created_at: Time,
  updated_at: Time,
});
export type ExportedMessage = z.infer<typeof ExportedMessage>;

export const ExportedChat = z.object({
  format: z.literal(exportFormat),
  version: z.literal(exportVersion),
  session: ExportedSession,
  messages: z.array(ExportedMessage),
});
export type ExportedChat = z.infer<typeof ExportedChat>;

export const ExportQuery = z.strictObject({ format: z.enum(["json", "markdown"]).default("json") });

/** `dry_run` says what would happen and stores nothing. */
export const ImportQuery = z.strictObject({
  dry_run: z.enum(["true", "false"]).default("false").transform((text) => text === "true"),
});

/** Counts are of sessions. */
export interface ImportResult {
  imported: number;
  /** Everything of them was there already. */
  skipped: number;
  failed: ImportFailure[];
}

export interface ImportFailure {
  /** The place in the file, from 0. */
  index: number;
  reason: string;
}
