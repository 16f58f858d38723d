/**
 * An incoming chat into the database, all or nothing, with other work between.
 *
 * What is there already stays as it is: to a chat that has grown since, only the new messages are added.
 */
import { isUnderWay, storeArrival } from "@/lib/chat/whole_chats.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectSessionOf } from "@/lib/db/messages.ts";
import { insertSession, selectSession, updateSession } from "@/lib/db/sessions.ts";
import { slices } from "@/lib/slices.ts";
import { arrivalOf, extendChat } from "./extend.ts";
import { deriveId, type IncomingChat, type IncomingMessage } from "./incoming.ts";
import { insertSteps, type Rename } from "./insert_messages.ts";
import { RefusedChat } from "./refused.ts";
import { type Branch, markBranch, orderTree } from "./tree.ts";

export type Stored = "imported" | "skipped";

/** Throws RefusedChat. With `isDryRun` it says what would be. */
export async function storeChat(
  db: Database,
  chat: IncomingChat,
  { isDryRun = false } = {},
): Promise<Stored> {
  const messages = await orderTree(chat.messages);
  const branch = markBranch(messages, chat.headId);
  const { id: sessionId, updated_at: updatedAt } = chat.session;
  for (const id of [sessionId, arrivalOf(sessionId)]) {
    if (await isUnderWay(db, id)) throw new RefusedChat("is being imported or deleted at this moment");
  }
  const { rename, missing } = await compare(db, sessionId, messages);
  const isThere = selectSession(db, sessionId) !== undefined;
  if (isThere && missing.length === 0) return "skipped";
  if (isDryRun) return "imported";
  const [headId, rootId] = [rename(branch.headId), rename(branch.rootId)];
  if (isThere) await extendChat(db, { sessionId, missing, rename, headId, updatedAt });
  else {
    await storeArrival(db, {
      sessionId,
      messages: insertSteps(db, missing, { sessionId, rename }),
      storeMessage: (insert) => insert(),
      storeSession: () => storeSession(db, chat, { ...branch, headId, rootId }),
    }, { isDurable: false }); // not waiting for the disk with each chat: the last write of the import does
  }
  return "imported";
}

/** An id that another chat's message has is given up for one of this chat, each time the same. */
async function compare(db: Database, sessionId: string, messages: IncomingMessage[]) {
  const slice = slices();
  const renamed = new Map<string, string>();
  const missing: IncomingMessage[] = [];
  for (const message of messages) {
    const { id } = message;
    let owner = selectSessionOf(db, id);
    if (owner !== undefined && owner !== sessionId) {
      const other = deriveId("renamed", sessionId, id);
      renamed.set(id, other);
      owner = selectSessionOf(db, other);
    }
    if (owner === undefined) missing.push(message);
    await slice.pass();
  }
  const rename = ((id: string | null) => id === null ? null : renamed.get(id) ?? id) as Rename;
  return { rename, missing };
}

function storeSession(db: Database, { session }: IncomingChat, { headId, rootId, messages, tokens }: Branch) {
  insertSession(db, { ...session, ...noBranch });
  updateSession(db, session.id, {
    active_root_id: rootId,
    head_id: headId,
    message_count: messages,
    token_count: tokens,
    draft: session.draft,
    unread: session.unread,
  });
}

const noBranch = { active_root_id: null, head_id: null, message_count: 0, token_count: 0 };
