/**
 * What is sent to the model, in this order:
 *
 * 1. the system prompt (request, else session, else settings), with the plugins' standing texts behind it;
 * 2. the history of the branch, each message with the bytes it was first sent with;
 * 3. the new message, with what plugins put around it.
 *
 * When the estimate exceeds the context window, whole turns are left out from the oldest on; the result says
 * from which message on the model saw the chat.
 */
import { readJson } from "@/lib/db/stored_json.ts";
import type { Deps } from "@/lib/deps.ts";
import { selectMessage, updateMessage } from "@/lib/db/messages.ts";
import { selectLastPrompt, selectPrompt } from "@/lib/db/prompts.ts";
import type { LocalModel } from "@/lib/models/catalog.ts";
import type { ChatPrompt, PromptMessage } from "@/lib/ollama/client.ts";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";
import { estimateTokens } from "@/lib/shared/token_estimate.ts";
import { correction } from "./estimate.ts";
import { readHistory } from "./history.ts";
import { standingTexts, surround } from "./plugins.ts";

export interface PromptRequest {
  sessionId: string;
  model: LocalModel;
  systemPrompt: string | null;
  options: PromptOptions;
  keepAlive: string | null;
  /** The question; its reply is what is asked for. */
  userMessageId: string;
  /** What the reply already holds, when it is continued. */
  soFar: string;
}

export interface Prompt {
  sent: ChatPrompt;
  systemPrompt: string | null;
  firstMessageId: string;
  /** How many messages of the branch the model does not see. */
  leftOut: number;
  estimatedTokens: number;
  /** Null when nobody knows yet. */
  contextWindow: number | null;
}

/** Of the context window, what is kept free for the answer. */
const answerShare = 1 / 8;

export async function buildPrompt(deps: Deps, request: PromptRequest, signal: AbortSignal): Promise<Prompt> {
  const systemPrompt = await addToMessage(deps, request, signal);
  const factor = correction(deps.db, request.model.name);
  const contextWindow = knownContext(deps, request);
  const fixed = (systemPrompt ? estimateTokens(systemPrompt) : 0) + estimateTokens(request.soFar);
  const budget = contextWindow === null ? null : contextWindow * (1 - answerShare) / factor - fixed;
  const history = readHistory(deps.db, {
    headId: request.userMessageId,
    budget,
    formerFirstId: formerFirst(deps, request.userMessageId),
  });
  const messages: PromptMessage[] = [...history.messages];
  if (systemPrompt) messages.unshift({ role: "system", content: systemPrompt });
  if (request.soFar) messages.push({ role: "assistant", content: request.soFar });
  return {
    sent: { model: request.model.name, messages, ...toOllama(request) },
    systemPrompt,
    firstMessageId: history.firstId,
    leftOut: history.leftOut,
    estimatedTokens: Math.round((history.tokens + fixed) * factor),
    contextWindow,
  };
}

/**
 * The window the model has or will be loaded with; null when only Ollama knows. Without a size of our own
 * Ollama loads with its default: what is loaded now says that only if it was not loaded with a size of ours.
 */
function knownContext(deps: Deps, { model, options }: PromptRequest): number | null {
  if (options.context_window !== null) {
    return Math.min(options.context_window, model.contextLength ?? Infinity);
  }
  const last = selectLastPrompt(deps.db, model.name);
  const wasOurs = last !== undefined && "num_ctx" in readJson(last.options, {});
  return wasOurs ? null : deps.catalog.loadedContext(model.name);
}

/** Asks the plugins; gives the system prompt as it is sent. */
async function addToMessage(deps: Deps, request: PromptRequest, signal: AbortSignal): Promise<string | null> {
  const message = selectMessage(deps.db, request.userMessageId)!;
  const context = {
    sessionId: request.sessionId,
    model: request.model.name,
    content: message.content,
    signal,
  };
  if (message.sent_content === null && deps.plugins.length > 0) {
    const added = await surround(deps.plugins, context);
    if (added) deps.db.relaxed(() => updateMessage(deps.db, message.id, { sent_content: added }));
  }
  const standing = await standingTexts(deps.plugins, context);
  return [request.systemPrompt, ...standing].filter(Boolean).join("\n\n") || null;
}

function formerFirst(deps: Deps, userMessageId: string): string | null {
  const parentId = selectMessage(deps.db, userMessageId)?.parent_id;
  return parentId ? selectPrompt(deps.db, parentId)?.first_message_id ?? null : null;
}

function toOllama({ model, options, keepAlive }: PromptRequest) {
  const { context_window, max_tokens, think, ...same } = options;
  const all = { ...same, num_ctx: context_window, num_predict: max_tokens };
  const set = Object.entries(all).filter(([, value]) => value !== null);
  const thinks = model.capabilities.includes("thinking");
  return {
    options: Object.fromEntries(set),
    ...(think !== null && thinks && { think }),
    ...(keepAlive !== null && { keepAlive: toKeepAlive(keepAlive) }),
  };
}

/** A number without a unit must travel as a number: Ollama refuses "300". */
function toKeepAlive(text: string): string | number {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}
