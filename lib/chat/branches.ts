/**
 * The tree of a chat: which branch is the current one, and moving between variants.
 *
 * Every message knows the child that was looked at last (`active_child_id`), a session its first message
 * and the end of its current branch. All of this runs inside the caller's transaction.
 */
import { countBranch, removeSubtree, selectBranchEnd, selectUnmarked } from "@/lib/db/branch_walks.ts";
import type { Database } from "@/lib/db/database.ts";
import { type MessageRow, selectMessage, selectSiblings, updateMessage } from "@/lib/db/messages.ts";
import { selectSession, updateSession } from "@/lib/db/sessions.ts";
import { unindexSubtree } from "@/lib/search/index_messages.ts";

/** Makes a message that was just stored at the end of the current branch its new end. */
export function extendBranch(db: Database, row: Pick<MessageRow, "id" | "session_id" | "parent_id">): void {
  const session = selectSession(db, row.session_id)!;
  markActive(db, row);
  const continues = session.head_id === row.parent_id;
  updateSession(db, row.session_id, {
    head_id: row.id,
    ...(continues ? { message_count: session.message_count + 1 } : countBranch(db, row.id)),
  });
}

/** Makes the branch through a message the current one, down to where it was left last. */
export function selectBranch(db: Database, row: MessageRow): void {
  for (const link of selectUnmarked(db, row.id)) markActive(db, { ...link, session_id: row.session_id });
  const headId = selectBranchEnd(db, row.id);
  updateSession(db, row.session_id, { head_id: headId, ...countBranch(db, headId) });
}

/** Removes a message with all that follows it; a sibling takes its place, else the branch ends above. */
export function removeBranch(db: Database, row: MessageRow): void {
  const siblings = selectSiblings(db, row);
  const index = siblings.findIndex(({ id }) => id === row.id);
  const next = siblings[index - 1] ?? siblings[index + 1];
  const wasCurrent = isOnCurrentBranch(db, row);
  unindexSubtree(db, row.id);
  removeSubtree(db, row.id);
  if (!wasCurrent) return;
  if (next) return selectBranch(db, selectMessage(db, next.id)!);
  if (row.parent_id) {
    updateMessage(db, row.parent_id, { active_child_id: null });
    return updateSession(db, row.session_id, { head_id: row.parent_id, ...countBranch(db, row.parent_id) });
  }
  updateSession(db, row.session_id, {
    active_root_id: null,
    head_id: null,
    message_count: 0,
    token_count: 0,
  });
}

export function isOnCurrentBranch(db: Database, row: MessageRow): boolean {
  const activeRoot = selectSession(db, row.session_id)?.active_root_id;
  return selectUnmarked(db, row.id).every(({ id, parent_id }) => parent_id === null && id === activeRoot);
}

function markActive(db: Database, row: Pick<MessageRow, "id" | "session_id" | "parent_id">): void {
  if (row.parent_id) updateMessage(db, row.parent_id, { active_child_id: row.id });
  else updateSession(db, row.session_id, { active_root_id: row.id });
}
