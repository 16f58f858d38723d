/** The OpenAI-style addresses, as far as tests of a client need them. */
import type { PromptMessage } from "../models/definition.ts";
import type { Parts } from "../parts.ts";
import { contentType, type Exchange } from "../wire/exchange.ts";
import { goJson } from "../wire/go_text.ts";
import { readFields } from "../wire/read_fields.ts";
import { Refusal } from "../wire/refusal.ts";
import { answer } from "./answer.ts";
import { checkCapabilities, readAsk } from "./chat.ts";
import { type AnswerShape, contentOf, type Metrics } from "./lines.ts";
import type { Piece } from "./pieces.ts";

export async function chatCompletions(parts: Parts, exchange: Exchange): Promise<void> {
  try {
    const fields = readFields(exchange, "ChatCompletionRequest", completionFields);
    const messages = (fields.messages ?? []) as PromptMessage[];
    if (messages.length === 0) throw new Refusal(400, "[] is too short - 'messages'");
    const ask = { ...readAsk(parts, fields, "chat", messages), stream: fields.stream === true };
    checkCapabilities(ask, fields);
    const includesUsage =
      (fields.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
    const shape = ask.stream
      ? chunkShape(ask.name, parts.now, includesUsage)
      : wholeShape(ask.name, parts.now);
    await answer(parts, exchange, ask, shape);
  } catch (error) {
    throw error instanceof Refusal ? asOpenAi(error) : error;
  }
}

export function listModels({ library }: Parts, exchange: Exchange): void {
  exchange.json(200, {
    object: "list",
    data: library.list().map(({ name, modifiedAt }) => ({
      id: name,
      object: "model",
      created: Math.floor(modifiedAt / 1000),
      owned_by: "library",
    })),
  }, contentType.plainJson);
}

const completionFields = {
  model: "string",
  messages: ["[]openai.Message", { role: "string", content: "string" }],
  stream: "bool",
  stream_options: "any",
  tools: "[]api.Tool",
} as const;

function asOpenAi({ status, message }: Refusal): Refusal {
  const type = status === 404 ? "not_found_error" : status < 500 ? "invalid_request_error" : "api_error";
  return new Refusal(status, message, { error: { message, type, param: null, code: null } });
}

function chunkShape(model: string, now: () => number, includesUsage: boolean): AnswerShape {
  const id = `chatcmpl-${Math.floor(Math.random() * 999)}`;
  const chunk = (delta: object, finish: string | null) => ({
    id,
    object: "chat.completion.chunk",
    created: Math.floor(now() / 1000),
    model,
    system_fingerprint: "fp_ollama",
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  return {
    type: contentType.events,
    frame: (value) => `data: ${goJson(value)}\n\n`,
    piece: (piece) => chunk({ role: "assistant", ...openAiContent([piece]) }, null),
    last: (_inLast, _pieces, metrics) => chunk({}, finishOf(metrics)),
    end: (metrics) => {
      const usage = { ...chunk({}, null), choices: [], usage: usageOf(metrics) };
      return `${includesUsage ? `data: ${goJson(usage)}\n\n` : ""}data: [DONE]\n\n`;
    },
  };
}

function wholeShape(model: string, now: () => number): AnswerShape {
  return {
    piece: () => ({}),
    last: (_inLast, pieces, metrics) => ({
      id: `chatcmpl-${Math.floor(Math.random() * 999)}`,
      object: "chat.completion",
      created: Math.floor(now() / 1000),
      model,
      system_fingerprint: "fp_ollama",
      choices: [{
        index: 0,
        message: { role: "assistant", ...openAiContent(pieces) },
        finish_reason: finishOf(metrics),
      }],
      usage: usageOf(metrics),
    }),
  };
}

function openAiContent(pieces: readonly Piece[]): object {
  const { content, thinking, tool_calls } = contentOf(pieces);
  return { content, ...(thinking ? { reasoning: thinking } : {}), ...(tool_calls ? { tool_calls } : {}) };
}

function finishOf(metrics: Metrics | { done: false }): string {
  return "done_reason" in metrics ? String(metrics.done_reason) : "stop";
}

function usageOf(metrics: Metrics | { done: false }): object {
  const { prompt_eval_count = 0, eval_count = 0 } = metrics as Record<string, number>;
  return {
    prompt_tokens: prompt_eval_count,
    completion_tokens: eval_count,
    total_tokens: prompt_eval_count + eval_count,
  };
}
