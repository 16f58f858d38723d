/** Single messages: stop, edit, pin, delete, and choosing a variant. */
import type { Deps } from "@/lib/deps.ts";
import { insertAttachment, selectAttachments } from "@/lib/db/attachments.ts";
import { insertMessage, type MessageRow, updateMessage } from "@/lib/db/messages.ts";
import { updateSession } from "@/lib/db/sessions.ts";
import { NotFoundError } from "@/lib/errors.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import type { Message, MessagePatch } from "@/lib/shared/message.ts";
import { extendBranch, removeBranch, selectBranch } from "./branches.ts";
import { freeSession } from "./recover.ts";
import { announceSession } from "./sessions.ts";
import { getMessage, getMessageRow } from "./transcript.ts";

/** Keeps the text so far. A reply that has ended is given as it is. */
export async function stopReply(deps: Deps, id: string): Promise<Message> {
  const row = getMessageRow(deps.db, id);
  if (row.role !== "assistant") throw new NotFoundError("reply", id);
  await deps.live.stop(id);
  freeSession(deps, row.session_id);
  return getMessage(deps, id);
}

/** Stops what is being written in a chat, and does the work in the same tick: no other reply comes between. */
export async function whenStopped<T>(deps: Deps, sessionId: string, work: () => T): Promise<T> {
  const running = () => deps.live.runningIn(sessionId);
  // Others may wait for the same end, and the first of them begin a reply of its own.
  for (let id = running(); id; id = running()) await deps.live.stop(id);
  freeSession(deps, sessionId);
  return work();
}

export type EditResult = { isNew: boolean; message: Message };

/** An edited question becomes a sibling, a new branch, and the old one stays; a reply is rewritten. */
export async function editMessage(
  deps: Deps,
  id: string,
  { pinned, content }: MessagePatch,
): Promise<EditResult> {
  const sessionId = getMessageRow(deps.db, id).session_id;
  const edit = () =>
    deps.db.transaction(() => {
      const target = content === undefined ? id : rewrite(deps, getMessageRow(deps.db, id), content);
      if (pinned !== undefined) updateMessage(deps.db, target, { pinned: Number(pinned) });
      return target;
    });
  const edited = content === undefined ? edit() : await whenStopped(deps, sessionId, edit);
  announceSession(deps, sessionId);
  return { isNew: edited !== id, message: getMessage(deps, edited) };
}

/** The message and what follows it on its branch. */
export async function deleteMessage(deps: Deps, id: string): Promise<void> {
  const { session_id } = getMessageRow(deps.db, id);
  await whenStopped(deps, session_id, () =>
    deps.db.transaction(() => {
      removeBranch(deps.db, getMessageRow(deps.db, id));
      updateSession(deps.db, session_id, { updated_at: deps.now() });
    }));
  announceSession(deps, session_id);
}

/** Makes that variant's branch the current one. */
export function selectVariant(deps: Deps, id: string): Message {
  const row = getMessageRow(deps.db, id);
  deps.db.transaction(() => selectBranch(deps.db, row));
  announceSession(deps, row.session_id);
  return getMessage(deps, id);
}

/** Gives the id of the message that has the new text. */
function rewrite(deps: Deps, row: MessageRow, content: string): string {
  if (row.role === "user") return addSibling(deps, row, content);
  updateMessage(deps.db, row.id, { content, updated_at: deps.now() });
  indexMessage(deps.db, row.id);
  return row.id;
}

function addSibling(deps: Deps, row: MessageRow, content: string): string {
  const sibling = {
    id: deps.newId(),
    session_id: row.session_id,
    parent_id: row.parent_id,
    role: row.role,
    content,
    model: null,
    status: "complete" as const,
    created_at: deps.now(),
  };
  insertMessage(deps.db, sibling);
  indexMessage(deps.db, sibling.id);
  selectAttachments(deps.db, row.id).forEach((image, position) =>
    insertAttachment(deps.db, { messageId: sibling.id, position, content: image })
  );
  extendBranch(deps.db, sibling);
  updateSession(deps.db, row.session_id, { updated_at: sibling.created_at });
  return sibling.id;
}
