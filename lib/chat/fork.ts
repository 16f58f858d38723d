/** A chat of its own from a message on: the branch up to it, copied. The chat it comes from stays as it is. */
import { insertAttachment, selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectBranchIds } from "@/lib/db/exports.ts";
import {
  countBranch,
  insertWholeMessage,
  type MessageRow,
  selectMessage,
  updateMessage,
} from "@/lib/db/messages.ts";
import { selectMetrics, upsertMetrics } from "@/lib/db/metrics.ts";
import { selectPrompt, upsertPrompt } from "@/lib/db/prompts.ts";
import { insertSession, updateSession } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import { announceSession, getSessionRow } from "./sessions.ts";
import { getMessageRow, withPieces } from "./transcript.ts";

/** Gives the id of the copy of the message, in the new chat. */
export function forkSession(deps: Deps, messageId: string): string {
  const { db, newId, now } = deps;
  const source = getSessionRow(deps, getMessageRow(db, messageId).session_id);
  const sessionId = newId();
  const copies = db.transaction(() => {
    const { generating: _, ...row } = source;
    insertSession(db, {
      ...row,
      id: sessionId,
      title: forkTitle(row.title),
      title_source: row.title_source === "default" ? "default" : "user",
      pinned: 0,
      archived: 0,
      created_at: now(),
      updated_at: now(),
    });
    const copies = new Map(selectBranchIds(db, messageId).map((id) => [id, newId()]));
    for (const id of copies.keys()) copyMessage(db, selectMessage(db, id)!, { sessionId, copies });
    const ids = [...copies.values()];
    updateSession(db, sessionId, {
      active_root_id: ids[0]!,
      head_id: ids.at(-1)!,
      ...countBranch(db, ids.at(-1)!),
    });
    return copies;
  });
  announceSession(deps, sessionId);
  return copies.get(messageId)!;
}

interface Fork {
  sessionId: string;
  /** The new ids by the old ones, from the root down. */
  copies: Map<string, string>;
}

/** A reply that is being written is copied with its text so far. */
function copyMessage(db: Database, row: MessageRow, { sessionId, copies }: Fork): void {
  const id = copies.get(row.id)!;
  const parentId = row.parent_id && copies.get(row.parent_id)!;
  insertWholeMessage(db, {
    ...row,
    ...withPieces(db, { id: row.id, status: row.status, content: row.content, thinking: row.thinking }),
    id,
    session_id: sessionId,
    parent_id: parentId,
    active_child_id: null,
    status: row.status === "streaming" ? "interrupted" : row.status,
  });
  if (parentId) updateMessage(db, parentId, { active_child_id: id });
  indexMessage(db, id);
  selectAttachments(db, row.id).forEach((content, position) =>
    insertAttachment(db, { messageId: id, position, content })
  );
  const metrics = selectMetrics(db, row.id);
  if (metrics) upsertMetrics(db, { ...metrics, message_id: id });
  const prompt = selectPrompt(db, row.id);
  if (!prompt) return;
  const first = prompt.first_message_id;
  upsertPrompt(db, { ...prompt, message_id: id, first_message_id: first && (copies.get(first) ?? null) });
}

/** Titles hold 500 characters. */
function forkTitle(title: string): string {
  const suffix = " (fork)";
  if (title === "New chat" || title.endsWith(suffix)) return title;
  return title.slice(0, 500 - suffix.length) + suffix;
}
