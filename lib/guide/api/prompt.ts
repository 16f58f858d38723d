/** What the model is given: system text first, rendered, and cut to the context. */
import type { Prompt, PromptMessage } from "../models/definition.ts";
import { countTokens } from "../models/tokens.ts";
import { Refusal } from "../wire/refusal.ts";
import type { Dialect } from "../dialect.ts";
import type { Ask } from "./ask.ts";

/** The model's SYSTEM text stands first unless the request begins with one of its own. */
export function withSystem(messages: readonly PromptMessage[], system: string | undefined): PromptMessage[] {
  const lowered = messages.map((message) => ({ ...message, role: message.role.toLowerCase() }));
  if (!system || lowered[0]?.role === "system") return lowered;
  return [{ role: "system", content: system }, ...lowered];
}

export function renderPrompt(messages: readonly PromptMessage[]): string {
  return messages.map(({ role, content }) => `<|${role}|>\n${content}<|end|>\n`).join("") + "<|assistant|>\n";
}

/** Drops the oldest messages but system ones until the rest fits, or refuses when the request said not to. */
export function fitPrompt(
  ask: Ask,
  contextLength: number,
  dialect: Dialect,
): { prompt: Prompt; tokens: number } {
  const limit = Math.max(contextLength, dialect.leastContext);
  const messages = [...ask.messages];
  const counts = messages.map((message) => countTokens(renderPrompt([message])));
  let tokens = counts.reduce((sum, count) => sum + count, 0);
  if (tokens > limit && !ask.truncate) throw new Refusal(400, dialect.tooLong(tokens, limit));
  while (tokens > limit) {
    const oldest = messages.findIndex(({ role }, index) => role !== "system" && index < messages.length - 1);
    if (oldest < 0) break;
    messages.splice(oldest, 1);
    tokens -= counts.splice(oldest, 1)[0]!;
  }
  const text = messages.findLast(({ role }) => role === "user")?.content ?? messages.at(-1)?.content ?? "";
  const { kind, name, tools, format, options } = ask;
  return {
    prompt: { kind, model: name, messages, text, tools, format, options },
    tokens: Math.min(tokens, limit),
  };
}
