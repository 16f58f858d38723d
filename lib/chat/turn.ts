/**
 * One turn, from a stored question to a stored reply.
 *
 * Owns the order of writes and what survives an interruption. Knows nothing of HTTP, SQL or Ollama's wire
 * format: those are lib/http, lib/db and lib/ollama.
 */
import type { Deps } from "@/lib/deps.ts";
import { upsertPrompt } from "@/lib/db/prompts.ts";
import { describeError } from "@/lib/errors.ts";
import type { ChatEvent, LiveMetrics } from "@/lib/shared/chat.ts";
import type { Metrics } from "@/lib/shared/message.ts";
import { closeTurn } from "./close_turn.ts";
import { phaseEvent, withPhases } from "./phases.ts";
import { buildPrompt, type Prompt, type PromptRequest } from "./prompt.ts";
import { ReplyDraft } from "./reply_draft.ts";

export interface Turn extends PromptRequest {
  replyId: string;
  /** ISO time of the reply's row. */
  createdAt: string;
  isBackground: boolean;
  /** Thoughts that the reply already holds, when it is continued. */
  thinkingSoFar: string | null;
  /** Figures of what the reply already holds, when it is continued. */
  figuresSoFar: Metrics | null;
  /** The variant that becomes the current one again when this one fails. */
  formerReplyId: string | null;
}

export async function* streamTurn(deps: Deps, turn: Turn, signal: AbortSignal): AsyncGenerator<ChatEvent> {
  const draft = new ReplyDraft(deps.db, turn.replyId);
  let prompt: Prompt | null = null;
  yield startEvent(turn);
  if (turn.thinkingSoFar) yield { event: "thinking", data: { text: turn.thinkingSoFar } };
  if (turn.soFar) yield { event: "token", data: { text: turn.soFar } };
  yield phaseEvent("queued");
  try {
    prompt = await buildPrompt(deps, turn, signal);
    storePrompt(deps, turn, prompt);
    yield* writeReply(deps, { prompt, draft, signal });
    yield* draft.finish();
  } catch (error) {
    if (describeError(error).code === "internal" && !signal.aborted) {
      deps.log.error("an unexpected error ended a reply", { message_id: turn.replyId, error });
    }
    yield* keepWhatCame(draft, error, signal);
  }
  await deps.live.standInLine();
  // Reached after a stop and a failure too: words that a reader saw are never lost.
  yield closeTurn(deps, turn, { draft, prompt });
}

interface Writing {
  prompt: Prompt;
  draft: ReplyDraft;
  signal: AbortSignal;
}

async function* writeReply(deps: Deps, { prompt, draft, signal }: Writing): AsyncGenerator<ChatEvent> {
  const figures = throttle(() => draft.liveMetrics());
  let phase = "";
  for await (const step of withPhases(deps, prompt, deps.ollama.chat(prompt.sent, signal))) {
    if (!Array.isArray(step)) {
      yield step;
      continue;
    }
    for (const event of draft.add(step)) {
      const next = event.event === "thinking" ? "thinking" : "writing";
      if (next !== phase) yield phaseEvent(phase = next);
      yield event;
    }
    const metrics = figures();
    if (metrics && phase) yield { event: "metrics", data: metrics };
  }
}

/** The disk may be the very thing that failed: then the end says so, and what is stored stays. */
function keepWhatCame(draft: ReplyDraft, error: unknown, signal: AbortSignal): ChatEvent[] {
  try {
    return draft.fail(error, signal);
  } catch (storing) {
    return draft.fail(storing, new AbortController().signal);
  }
}

function storePrompt(deps: Deps, turn: Turn, prompt: Prompt): void {
  const row = {
    message_id: turn.replyId,
    model: turn.model.name,
    options: JSON.stringify(prompt.sent.options),
    system_prompt: prompt.systemPrompt,
    first_message_id: prompt.firstMessageId,
    left_out: prompt.leftOut,
    estimated_tokens: prompt.estimatedTokens,
    created_at: deps.now(),
  };
  deps.db.relaxed(() => upsertPrompt(deps.db, row));
}

function startEvent(turn: Turn): ChatEvent {
  return {
    event: "start",
    data: {
      session_id: turn.sessionId,
      user_message_id: turn.userMessageId,
      message_id: turn.replyId,
      model: turn.model.name,
      created_at: turn.createdAt,
    },
  };
}

/** At most four a second. */
function throttle(read: () => LiveMetrics): () => LiveMetrics | undefined {
  let last = -Infinity;
  return () => {
    const now = performance.now();
    if (now - last < 250) return;
    last = now;
    return read();
  };
}
