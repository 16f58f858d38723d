/** The end of a turn: text, status, figures and session in one transaction, and the last event. */
import type { Deps } from "@/lib/deps.ts";
import { selectMessage, updateMessage } from "@/lib/db/messages.ts";
import { type MetricsRow, upsertMetrics } from "@/lib/db/metrics.ts";
import { removePieces } from "@/lib/db/reply_pieces.ts";
import { selectSession, updateSession } from "@/lib/db/sessions.ts";
import { describeError } from "@/lib/errors.ts";
import { recordReply } from "@/lib/models/stats.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import type { ChatEvent } from "@/lib/shared/chat.ts";
import { isOnCurrentBranch, selectBranch } from "./branches.ts";
import type { Prompt } from "./prompt.ts";
import type { ReplyDraft } from "./reply_draft.ts";
import { announceSession } from "./sessions.ts";
import { toMessage, withPieces } from "./transcript.ts";
import type { Turn } from "./turn.ts";

interface Ending {
  draft: ReplyDraft;
  /** Null when it failed before there was one. */
  prompt: Prompt | null;
}

/** Stores the end and gives the last event. When it cannot be stored, that is the last event. */
export function closeTurn(deps: Deps, turn: Turn, ending: Ending): ChatEvent {
  try {
    deps.db.transaction(() => storeEnd(deps, turn, ending));
  } catch (error) {
    // Its row stays "streaming" with all its pieces; the next message in this chat, or the next start, ends it.
    const { code, message } = describeError(error);
    deps.log.error("cannot store the end of a reply", { message_id: turn.replyId, error });
    return { event: "error", data: { code, message, message_id: turn.replyId } };
  }
  announceSession(deps, turn.sessionId);
  return lastEvent(deps, turn.replyId);
}

function storeEnd(deps: Deps, turn: Turn, { draft, prompt }: Ending): void {
  const { db } = deps;
  const row = selectMessage(db, turn.replyId);
  if (!row) return; // deleted while it was being written
  const text = withPieces(db, row);
  const time = deps.now();
  const loadedContext = deps.catalog.loadedContext(turn.model.name);
  updateMessage(db, row.id, {
    ...text,
    status: draft.status,
    error_code: draft.error?.code ?? null,
    error_message: draft.error?.message ?? null,
    thinking_ms: row.thinking_ms ?? (draft.thinkingMs === null ? null : Math.round(draft.thinkingMs)),
    tool_calls: draft.toolCalls.length > 0 ? JSON.stringify(draft.toolCalls) : row.tool_calls,
    updated_at: time,
  });
  removePieces(db, row.id);
  indexMessage(db, row.id);
  upsertMetrics(db, toRow(turn, { draft, prompt }, loadedContext));
  if (draft.figures) recordReply(db, { ...draft.figures, model: turn.model.name, now: time });
  closeSession(deps, turn, { tokens: draft.figures?.completionTokens ?? 0, time });
  const hasFailed = draft.status === "failed" || (draft.error !== null && !text.content && !text.thinking);
  const former = turn.formerReplyId && hasFailed ? selectMessage(db, turn.formerReplyId) : undefined;
  if (former && isOnCurrentBranch(db, row)) selectBranch(db, former);
}

function closeSession(deps: Deps, turn: Turn, { tokens, time }: { tokens: number; time: number }): void {
  const session = selectSession(deps.db, turn.sessionId)!;
  updateSession(deps.db, turn.sessionId, {
    // The counts are of the current branch, which may have been left for another meanwhile.
    ...(session.head_id === turn.replyId && { token_count: session.token_count + tokens }),
    unread: deps.live.hasReaders(turn.replyId) ? session.unread : 1,
    updated_at: time,
  });
}

export function lastEvent(deps: Deps, replyId: string): ChatEvent {
  const row = selectMessage(deps.db, replyId);
  if (!row) {
    const message = "This message was deleted while it was being written.";
    return { event: "error", data: { code: "not_found", message, message_id: replyId } };
  }
  const message = toMessage(deps.db, row);
  return message.error && (message.status === "failed" || message.status === "interrupted")
    ? { event: "error", data: { ...message.error, message_id: replyId } }
    : { event: "done", data: { message } };
}

/** A continued reply's counts and durations add up; its time to first token stays the first one's. */
function toRow(turn: Turn, { draft, prompt }: Ending, loadedContext: number | null): MetricsRow {
  const { figures } = draft;
  const before = turn.figuresSoFar;
  const contextWindow = prompt?.contextWindow ?? loadedContext ?? before?.context_window ?? null;
  const promptTokens = figures?.promptTokens ?? null;
  return {
    message_id: turn.replyId,
    prompt_tokens: add(before?.prompt_tokens, promptTokens),
    completion_tokens: add(before?.completion_tokens, figures?.completionTokens),
    time_to_first_token_ms: before?.time_to_first_token_ms ?? draft.firstTokenMs,
    load_ms: add(before?.load_ms, figures?.loadMs),
    prompt_eval_ms: add(before?.prompt_eval_ms, figures?.promptEvalMs),
    eval_ms: add(before?.eval_ms, figures?.evalMs),
    total_ms: add(before?.total_ms, figures?.totalMs),
    done_reason: figures?.reason ?? null,
    context_window: contextWindow,
    context_used: promptTokens === null
      ? before?.context_used ?? null
      : promptTokens + (figures?.completionTokens ?? 0),
    truncated: isTruncated(prompt, promptTokens),
  };
}

/** By us, or by Ollama: it counted far fewer tokens than the prompt must have had. */
function isTruncated(prompt: Prompt | null, counted: number | null): number | null {
  if (!prompt) return null;
  if (prompt.leftOut > 0) return 1;
  if (counted === null) return null;
  const isFull = prompt.contextWindow !== null && prompt.estimatedTokens > prompt.contextWindow;
  return Number(isFull && counted < prompt.estimatedTokens * 0.7);
}

function add(before: number | null | undefined, now: number | null | undefined): number | null {
  return before == null && now == null ? null : (before ?? 0) + (now ?? 0);
}
