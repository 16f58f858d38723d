/** What a chat looks like from outside: stored rows as messages, and pages of the current branch. */
import type { Deps } from "@/lib/deps.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectAncestry } from "@/lib/db/branch_walks.ts";
import { type MessageRow, selectMessage, selectSiblings } from "@/lib/db/messages.ts";
import { type MetricsRow, selectMetrics, selectSessionMetrics } from "@/lib/db/metrics.ts";
import { selectPieces } from "@/lib/db/reply_pieces.ts";
import { selectSession, updateSession } from "@/lib/db/sessions.ts";
import { NotFoundError } from "@/lib/errors.ts";
import type { Message, MessagePage, Metrics, SessionMetrics } from "@/lib/shared/message.ts";
import { announceSession } from "./sessions.ts";

export interface MessagesOfInterest {
  sessionId: string;
  limit: number;
  /** Only what comes before this message on its branch. */
  before?: string;
}

/** A page of the current branch, oldest first. Looking at the newest page makes the chat read. */
export function listMessages(deps: Deps, { sessionId, limit, before }: MessagesOfInterest): MessagePage {
  const session = selectSession(deps.db, sessionId);
  if (!session) throw new NotFoundError("chat", sessionId);
  const from = before === undefined ? session.head_id : parentWithin(deps.db, sessionId, before);
  const rows = from ? selectAncestry(deps.db, from, limit + 1) : [];
  const page = rows.slice(0, limit).reverse();
  if (before === undefined && session.unread) {
    updateSession(deps.db, sessionId, { unread: 0 });
    announceSession(deps, sessionId);
  }
  return {
    items: page.map((row) => toMessage(deps.db, row)),
    previous_cursor: rows.length > limit ? page[0]!.id : null,
  };
}

export function getMessage(deps: Deps, id: string): Message {
  return toMessage(deps.db, getMessageRow(deps.db, id));
}

export function findMessage(deps: Deps, id: string): Message | undefined {
  const row = selectMessage(deps.db, id);
  return row && toMessage(deps.db, row);
}

export function getMessageRow(db: Database, id: string): MessageRow {
  const row = selectMessage(db, id);
  if (!row) throw new NotFoundError("message", id);
  return row;
}

/** With the text so far when it is still being written. */
export function toMessage(db: Database, row: MessageRow): Message {
  const siblings = selectSiblings(db, row);
  const metrics = row.role === "assistant" ? selectMetrics(db, row.id) : undefined;
  const { content, thinking } = withPieces(db, row);
  return {
    id: row.id,
    session_id: row.session_id,
    parent_id: row.parent_id,
    role: row.role,
    content,
    thinking,
    model: row.model,
    status: row.status,
    error: row.error_code ? { code: row.error_code, message: row.error_message ?? "" } : null,
    pinned: row.pinned === 1,
    variant: { index: siblings.findIndex(({ id }) => id === row.id), count: siblings.length },
    metrics: metrics ? toMetrics(metrics) : null,
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  };
}

export function getSessionMetrics(deps: Deps, sessionId: string): SessionMetrics {
  if (!selectSession(deps.db, sessionId)) throw new NotFoundError("chat", sessionId);
  const rows = selectSessionMetrics(deps.db, sessionId);
  const sum = (pick: (row: MetricsRow) => number | null) =>
    rows.reduce((total, row) => total + (pick(row) ?? 0), 0);
  const timed = rows.filter((row) => row.eval_ms && row.completion_tokens);
  const evalMs = timed.reduce((total, row) => total + row.eval_ms!, 0);
  const tokens = timed.reduce((total, row) => total + row.completion_tokens!, 0);
  return {
    totals: {
      messages: rows.length,
      prompt_tokens: sum((row) => row.prompt_tokens),
      completion_tokens: sum((row) => row.completion_tokens),
      total_ms: sum((row) => row.total_ms),
      average_tokens_per_second: evalMs > 0 ? tokens / evalMs * 1000 : null,
    },
    items: rows.map(({ model, created_at, ...row }) => ({
      message_id: row.message_id,
      model,
      created_at: new Date(created_at).toISOString(),
      ...toMetrics(row),
    })),
  };
}

export function toMetrics(row: MetricsRow): Metrics {
  const { message_id: _, truncated, ...figures } = row;
  const { completion_tokens, eval_ms } = row;
  return {
    ...figures,
    tokens_per_second: completion_tokens && eval_ms ? completion_tokens / eval_ms * 1000 : null,
    truncated: truncated === null ? null : truncated === 1,
  };
}

/** Pieces are there only while a reply runs; they come after what the row already holds. */
export function withPieces(
  db: Database,
  row: Pick<MessageRow, "id" | "status" | "content" | "thinking">,
): { content: string; thinking: string | null } {
  if (row.status !== "streaming") return row;
  const pieces = selectPieces(db, row.id);
  return { content: row.content + pieces.content, thinking: (row.thinking ?? "") + pieces.thinking || null };
}

function parentWithin(db: Database, sessionId: string, id: string): string | null {
  const row = selectMessage(db, id);
  if (row?.session_id !== sessionId) throw new NotFoundError("message in this chat", id);
  return row.parent_id;
}
