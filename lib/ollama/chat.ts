/** `/api/chat` as batches of chunks, and `/api/generate` for one short text. */
import * as z from "zod";
import { OllamaDroppedError, OllamaRejectedError } from "@/lib/errors.ts";
import { type Asked, errorText, readValue, refusal, requireSuccess } from "./answer.ts";
import { readBatches } from "./body.ts";
import type { ChatChunk, ChatPrompt, DoneFigures, GeneratePrompt } from "./client.ts";
import { parseNdjson } from "./ndjson.ts";
import { type OllamaAddress, sendRequest } from "./request.ts";

export interface Patience {
  /** Loading a model and reading a prompt may be silent this long. */
  firstTokenMs: number;
  /** Silence allowed after the first token; 0 = for ever. */
  idleMs: number;
}

/** One item a network read. Ends after Ollama's last line; an end without it is an OllamaDroppedError. */
export async function* streamChat(
  address: OllamaAddress,
  prompt: ChatPrompt,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<ChatChunk[]> {
  const response = await sendRequest(address, {
    method: "POST",
    path: "/api/chat",
    body: chatBody(prompt),
    signal,
    headersWithinMs: patience.firstTokenMs,
  });
  await requireSuccess(response, { ...address, model: prompt.model });
  let hasBegun = false;
  const idle = () => hasBegun ? patience.idleMs : patience.firstTokenMs;
  for await (const values of parseNdjson(readBatches(response, idle))) {
    const { chunks, failure } = readChunks(values, { ...address, model: prompt.model });
    if (chunks.length > 0) {
      hasBegun ||= chunks.some((chunk) => chunk.content !== "" || chunk.thinking !== "");
      yield chunks;
    }
    if (failure) throw failure;
    if (chunks.at(-1)?.done) return;
  }
  throw new OllamaDroppedError(
    "Ollama ended its answer without saying that it was done, as it does when a model repeats itself. " +
      "What came is kept: continue it, or try again.",
  );
}

/** The whole text of a short answer. */
export async function generateText(
  address: OllamaAddress,
  prompt: GeneratePrompt,
  patience: Patience,
  signal?: AbortSignal,
): Promise<string> {
  const { model, system, options, think, keepAlive } = prompt;
  const response = await sendRequest(address, {
    method: "POST",
    path: "/api/generate",
    body: { model, prompt: prompt.prompt, system, options, think, keep_alive: keepAlive, stream: false },
    signal,
    headersWithinMs: patience.firstTokenMs,
  });
  await requireSuccess(response, { ...address, model });
  const answer = Generated.safeParse(await readValue(response, "/api/generate", 1024 * 1024));
  if (!answer.success) throw malformed();
  return answer.data.response;
}

function chatBody({ model, messages, options, think, keepAlive }: ChatPrompt) {
  return { model, messages, options, think, keep_alive: keepAlive, stream: true };
}

/** What comes after the last line of the answer is ignored; an error counts after the chunks before it. */
function readChunks(values: unknown[], asked: Asked): { chunks: ChatChunk[]; failure?: Error } {
  const chunks: ChatChunk[] = [];
  for (const value of values) {
    const text = errorText(value);
    if (text !== undefined) return { chunks, failure: refusal(200, text, asked) };
    const line = ChatLine.safeParse(value);
    if (!line.success) return { chunks, failure: malformed() };
    const { message, done } = line.data;
    chunks.push({
      content: message?.content ?? "",
      thinking: message?.thinking ?? "",
      toolCalls: message?.tool_calls ?? [],
      done: done ? doneFigures(line.data) : undefined,
    });
    if (done) break;
  }
  return { chunks };
}

const count = z.number().nonnegative().nullish().catch(null);

const ChatLine = z.object({
  message: z.object({
    content: z.string().nullish(),
    thinking: z.string().nullish(),
    tool_calls: z.array(z.unknown()).nullish(),
  }).nullish(),
  done: z.boolean().nullish(),
  done_reason: z.string().nullish().catch(null),
  total_duration: count,
  load_duration: count,
  prompt_eval_count: count,
  prompt_eval_duration: count,
  eval_count: count,
  eval_duration: count,
});

const Generated = z.object({ response: z.string() });

function doneFigures(line: z.infer<typeof ChatLine>): DoneFigures {
  return {
    reason: line.done_reason ?? null,
    totalMs: milliseconds(line.total_duration),
    loadMs: milliseconds(line.load_duration),
    promptTokens: line.prompt_eval_count ?? null,
    promptEvalMs: milliseconds(line.prompt_eval_duration),
    completionTokens: line.eval_count ?? null,
    evalMs: milliseconds(line.eval_duration),
  };
}

function milliseconds(nanoseconds: number | null | undefined): number | null {
  return nanoseconds === null || nanoseconds === undefined ? null : nanoseconds / 1e6;
}

function malformed(): Error {
  return new OllamaRejectedError(
    "Ollama sent an answer of another shape than expected. What came before is kept.",
  );
}
