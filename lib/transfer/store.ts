/**
 * An incoming chat into the database, all or nothing.
 *
 * What is there already stays as it is: of a chat that has grown since, only the new messages are added.
 */
import { selectBranch } from "@/lib/chat/branches.ts";
import { insertAttachment } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { countBranch, insertWholeMessage, selectMessage, selectSessionOf } from "@/lib/db/messages.ts";
import { upsertMetrics } from "@/lib/db/metrics.ts";
import { upsertPrompt } from "@/lib/db/prompts.ts";
import { insertSession, type ListedSession, selectSession, updateSession } from "@/lib/db/sessions.ts";
import { indexRow } from "@/lib/search/index_messages.ts";
import { deriveId, type IncomingChat, type IncomingMessage } from "./incoming.ts";
import { markBranch, orderTree } from "./tree.ts";

export type Stored = "imported" | "skipped";

/** Throws RefusedChat. With `isDryRun` it says what would be. */
export function storeChat(db: Database, chat: IncomingChat, { isDryRun = false } = {}): Stored {
  const messages = orderTree(chat.messages);
  const ends = markBranch(messages, chat.headId);
  const rename = chooseIds(db, chat.session.id, messages);
  return db.transaction(() => {
    const session = selectSession(db, chat.session.id);
    const missing = messages.filter(({ row }) => selectSessionOf(db, rename(row.id)) === undefined);
    if (session && missing.length === 0) return "skipped";
    if (isDryRun) return "imported";
    if (!session) insertSession(db, { ...chat.session, ...noBranch });
    for (const message of missing) storeMessage(db, { message, sessionId: chat.session.id, rename });
    const headId = ends.headId && rename(ends.headId);
    if (session) extend(db, session, { headId, updatedAt: chat.session.updated_at });
    else {updateSession(
        db,
        chat.session.id,
        newBranch(db, chat, { headId, rootId: ends.rootId && rename(ends.rootId) }),
      );}
    return "imported";
  });
}

const noBranch = { active_root_id: null, head_id: null, message_count: 0, token_count: 0 };

type Rename = (id: string) => string;

/** An id that another chat's message has is given up for one of this chat, each time the same. */
function chooseIds(db: Database, sessionId: string, messages: IncomingMessage[]): Rename {
  const renamed = new Map<string, string>();
  for (const { row: { id } } of messages) {
    const found = selectSessionOf(db, id);
    if (found !== undefined && found !== sessionId) renamed.set(id, deriveId("renamed", sessionId, id));
  }
  return (id) => renamed.get(id) ?? id;
}

interface Storing {
  message: IncomingMessage;
  sessionId: string;
  rename: Rename;
}

function storeMessage(db: Database, { message, sessionId, rename }: Storing): void {
  const renameAny = (id: string | null) => id === null ? null : rename(id);
  const row = {
    ...message.row,
    id: rename(message.row.id),
    session_id: sessionId,
    parent_id: renameAny(message.row.parent_id),
    active_child_id: renameAny(message.row.active_child_id),
  };
  const seq = insertWholeMessage(db, row);
  indexRow(db, { ...row, seq });
  message.images.forEach((content, position) =>
    insertAttachment(db, { messageId: row.id, position, content })
  );
  if (message.metrics) upsertMetrics(db, { ...message.metrics, message_id: row.id });
  if (message.prompt) {
    const first = renameAny(message.prompt.first_message_id);
    upsertPrompt(db, { ...message.prompt, message_id: row.id, first_message_id: first });
  }
}

interface Ends {
  headId: string | null;
  rootId: string | null;
}

function newBranch(db: Database, { session }: IncomingChat, { headId, rootId }: Ends) {
  return {
    active_root_id: rootId,
    head_id: headId,
    ...(headId === null ? {} : countBranch(db, headId)),
    draft: session.draft,
    unread: session.unread,
  };
}

/** The current branch goes on where the file's does, unless it went another way here. */
function extend(
  db: Database,
  session: ListedSession,
  { headId, updatedAt }: { headId: string | null; updatedAt: number },
): void {
  const head = headId === null ? undefined : selectMessage(db, headId);
  for (let up = head; up; up = up.parent_id ? selectMessage(db, up.parent_id) : undefined) {
    if (up.id !== session.head_id && !(session.head_id === null && up.parent_id === null)) continue;
    selectBranch(db, head!);
    break;
  }
  updateSession(db, session.id, { updated_at: Math.max(session.updated_at, updatedAt) });
}
