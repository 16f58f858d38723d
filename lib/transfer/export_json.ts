/**
 * Chats as JSON, piece by piece: everything that is stored of them, all branches, so that it can be taken back.
 *
 * A piece is at most one message. A reply that is still being written goes out as interrupted, with its text so far.
 */
import { encodeBase64 } from "@/lib/base64.ts";
import { getSessionRow, readOptions } from "@/lib/chat/sessions.ts";
import { withPieces } from "@/lib/chat/transcript.ts";
import { selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectMessagesAfter, selectSessionIds } from "@/lib/db/exports.ts";
import type { MessageRow } from "@/lib/db/messages.ts";
import { selectMetrics } from "@/lib/db/metrics.ts";
import { selectPrompt } from "@/lib/db/prompts.ts";
import { selectSession, type SessionRow } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import {
  type ExportedMessage,
  type ExportedSession,
  exportFormat,
  exportVersion,
} from "@/lib/shared/transfer.ts";

/** Throws NotFoundError at once. A message a line. */
export function exportSession(deps: Deps, id: string): Iterable<string> {
  return writeChat(deps.db, getSessionRow(deps, id), "\n");
}

/** A chat a line, the oldest first. */
export function* exportAll(deps: Deps): Generator<string> {
  for (const id of selectSessionIds(deps.db)) {
    const session = selectSession(deps.db, id);
    if (session) yield* writeChat(deps.db, session, "");
  }
}

const pageLength = 50;

function* writeChat(db: Database, session: SessionRow, newline: "\n" | ""): Generator<string> {
  const head = { format: exportFormat, version: exportVersion, session: toExported(session) };
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[${newline}`;
  let separator = "";
  for (let after = 0, rows; (rows = page(db, session.id, after)).length > 0; after = rows.at(-1)!.seq) {
    for (const row of rows) {
      yield separator + JSON.stringify(toExportedMessage(db, row));
      separator = `,${newline}`;
    }
  }
  yield `${newline}]}\n`;
}

function page(db: Database, sessionId: string, after: number): MessageRow[] {
  return selectMessagesAfter(db, { sessionId, after, limit: pageLength });
}

function toExported(row: SessionRow): ExportedSession {
  return {
    id: row.id,
    title: row.title,
    title_source: row.title_source,
    model: row.model,
    system_prompt: row.system_prompt,
    options: readOptions(row),
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    unread: row.unread === 1,
    draft: row.draft,
    active_root_id: row.active_root_id,
    head_id: row.head_id,
    created_at: toTime(row.created_at),
    updated_at: toTime(row.updated_at),
  };
}

function toExportedMessage(db: Database, row: MessageRow): ExportedMessage {
  return {
    id: row.id,
    parent_id: row.parent_id,
    active_child_id: row.active_child_id,
    role: row.role,
    ...withPieces(db, { id: row.id, status: row.status, content: row.content, thinking: row.thinking }),
    status: row.status === "streaming" ? "interrupted" : row.status,
    sent_content: row.sent_content,
    thinking_ms: row.thinking_ms,
    tool_calls: row.tool_calls === null ? null : JSON.parse(row.tool_calls),
    model: row.model,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? "" },
    pinned: row.pinned === 1,
    images: selectAttachments(db, row.id).map(encodeBase64),
    metrics: exportMetrics(db, row.id),
    prompt: exportPrompt(db, row.id),
    created_at: toTime(row.created_at),
    updated_at: toTime(row.updated_at),
  };
}

function exportMetrics(db: Database, messageId: string): ExportedMessage["metrics"] {
  const row = selectMetrics(db, messageId);
  if (!row) return null;
  const { message_id: _, truncated, ...figures } = row;
  return { ...figures, truncated: truncated === null ? null : truncated === 1 };
}

function exportPrompt(db: Database, messageId: string): ExportedMessage["prompt"] {
  const row = selectPrompt(db, messageId);
  if (!row) return null;
  const { message_id: _, options, created_at, ...prompt } = row;
  return { ...prompt, options: JSON.parse(options), created_at: toTime(created_at) };
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
