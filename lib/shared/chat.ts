/** What asks for a reply, and the events that a reply is made of (CONTRACT §5). */
import * as z from "zod";
import { mostImages } from "./content_limit.ts";
import type { ReplyErrorCode } from "./error.ts";
import type { Message } from "./message.ts";
import { PromptOptionsPatch } from "./prompt_options.ts";
import { Content, Id, ModelName, queryNumber, SystemPrompt } from "./text.ts";

export const ChatRequest = z.strictObject({
  session_id: Id.optional(),
  content: Content,
  model: ModelName.nullable().optional(),
  options: PromptOptionsPatch.optional(),
  system_prompt: SystemPrompt.nullable().optional(),
  parent_id: Id.nullable().optional(),
  images: z.array(z.base64("must be base64 without a data: prefix")).max(mostImages).optional(),
  background: z.boolean().optional(),
  message_id: Id.optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

export const RegenerateRequest = z.strictObject({
  model: ModelName.optional(),
  options: PromptOptionsPatch.optional(),
  background: z.boolean().optional(),
});
export type RegenerateRequest = z.infer<typeof RegenerateRequest>;

/** The event to go on after. */
export const StreamQuery = z.strictObject({ after: queryNumber(z.int().min(0)).optional() });

export const ContinueRequest = z.strictObject({ background: z.boolean().optional() });

export type Phase = "queued" | "loading" | "reading_prompt" | "thinking" | "writing";

export type ChatEvent =
  | { event: "start"; data: StartData }
  | { event: "phase"; data: { phase: Phase; expected_ms: number | null } }
  | { event: "thinking"; data: { text: string } }
  | { event: "token"; data: { text: string } }
  | { event: "metrics"; data: LiveMetrics }
  | { event: "done"; data: { message: Message } }
  | { event: "error"; data: { code: ReplyErrorCode; message: string; message_id: string } };

export interface StartData {
  session_id: string;
  user_message_id: string;
  message_id: string;
  model: string;
  created_at: string;
}

export interface LiveMetrics {
  completion_tokens: number;
  tokens_per_second: number | null;
  elapsed_ms: number;
  time_to_first_token_ms: number | null;
}

/** An event with its place in the stream: 1, 2, 3, … */
export type NumberedEvent = ChatEvent & { id: number };
