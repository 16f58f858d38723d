/** A chat and a message to show in tests; what matters is said by the test. */
import type { Message, Metrics } from "@/lib/shared/message.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import type { Session } from "@/lib/shared/session.ts";

export const messageId = "0190a000-0000-7000-8000-000000000001";
export const sessionId = "0190a000-0000-7000-8000-00000000000a";
export const someTime = "2026-11-24T08:00:00.000Z";

export function aMessage(said: Partial<Message> = {}): Message {
  return {
    id: messageId,
    session_id: sessionId,
    parent_id: null,
    role: "user",
    content: "Hello",
    thinking: null,
    model: null,
    status: "complete",
    error: null,
    pinned: false,
    variant: { index: 0, count: 1 },
    metrics: null,
    created_at: someTime,
    updated_at: someTime,
    ...said,
  };
}

export function aReply(said: Partial<Message> = {}): Message {
  return aMessage({ role: "assistant", content: "Hi", model: "llama3.2:3b", ...said });
}

export function someMetrics(said: Partial<Metrics> = {}): Metrics {
  return {
    prompt_tokens: 20,
    completion_tokens: 137,
    tokens_per_second: 41.3,
    time_to_first_token_ms: 800,
    load_ms: null,
    prompt_eval_ms: null,
    eval_ms: null,
    total_ms: null,
    done_reason: "stop",
    context_window: 8192,
    context_used: 157,
    truncated: false,
    ...said,
  };
}

export function aSession(said: Partial<Session> = {}): Session {
  return {
    id: sessionId,
    title: "Rust lifetimes",
    title_source: "model",
    model: null,
    system_prompt: null,
    options: noPromptOptions,
    pinned: false,
    archived: false,
    message_count: 2,
    token_count: 1234,
    generating: null,
    unread: false,
    created_at: someTime,
    updated_at: someTime,
    ...said,
  };
}
