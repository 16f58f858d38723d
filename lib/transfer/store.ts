/**
 * An incoming chat into the database, all or nothing, with other work between.
 *
 * What is there already stays as it is: to a chat that has grown since, only the new messages are added.
 */
import { isUnderWay, storeArrival } from "@/lib/chat/whole_chats.ts";
import { selectBranch } from "@/lib/chat/branches.ts";
import { insertAttachment } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import {
  insertWholeMessage,
  moveMessages,
  selectMessage,
  selectSessionOf,
  updateMessage,
} from "@/lib/db/messages.ts";
import { upsertMetrics } from "@/lib/db/metrics.ts";
import { upsertPrompt } from "@/lib/db/prompts.ts";
import { insertSession, type ListedSession, selectSession, updateSession } from "@/lib/db/sessions.ts";
import { turns } from "@/lib/turns.ts";
import { deriveId, type IncomingChat, type IncomingMessage, letGo } from "./incoming.ts";
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
  const sessionId = chat.session.id;
  for (const id of [sessionId, arrivalOf(sessionId)]) {
    if (await isUnderWay(db, id)) throw new RefusedChat("is being imported or deleted at this moment");
  }
  const { rename, missing } = await compare(db, sessionId, messages);
  const session = selectSession(db, sessionId);
  if (session && missing.length === 0) return "skipped";
  if (isDryRun) return "imported";
  if (session) {
    await extend(db, { session, missing, rename, headId: rename(branch.headId), chat });
    return "imported";
  }
  await storeArrival(db, {
    sessionId,
    messages: missing,
    storeMessage: (message) => insertIncoming(db, { message, sessionId, rename }),
    storeSession: () =>
      storeSession(db, chat, { ...branch, headId: rename(branch.headId), rootId: rename(branch.rootId) }),
  }, { isDurable: false }); // not waiting for the disk with each chat: the last write of the import does
  return "imported";
}

interface Rename {
  (id: string): string;
  (id: string | null): string | null;
}

/** An id that another chat's message has is given up for one of this chat, each time the same. */
async function compare(db: Database, sessionId: string, messages: IncomingMessage[]) {
  const turn = turns();
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
    await turn.pass();
  }
  const rename = ((id: string | null) => id === null ? null : renamed.get(id) ?? id) as Rename;
  return { rename, missing };
}

interface Storing {
  message: IncomingMessage;
  sessionId: string;
  rename: Rename;
}

function insertIncoming(db: Database, { message, sessionId, rename }: Storing): number {
  const { row, images, metrics, prompt } = message.read();
  const id = rename(message.id);
  const seq = insertWholeMessage(db, {
    ...row,
    id,
    session_id: sessionId,
    parent_id: rename(message.parentId),
    active_child_id: rename(message.activeChildId),
  });
  let position = 0;
  for (const content of images) {
    insertAttachment(db, { messageId: id, position: position++, content });
    letGo(content);
  }
  if (metrics) upsertMetrics(db, { ...metrics, message_id: id });
  if (prompt) {
    const first = rename(prompt.first_message_id);
    upsertPrompt(db, { ...prompt, message_id: id, first_message_id: first });
  }
  return seq;
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

interface Extension {
  session: ListedSession;
  missing: IncomingMessage[];
  rename: Rename;
  headId: string | null;
  chat: IncomingChat;
}

/**
 * The new messages come as a chat of their own that nobody sees and move over together, so that these too are there
 * at once or not at all.
 */
async function extend(
  db: Database,
  { session: { id: sessionId }, missing, rename, headId, chat }: Extension,
): Promise<void> {
  const arrivalId = arrivalOf(sessionId);
  const arriving = new Set(missing.map(({ id }) => id));
  const joints: { id: string; parentId: string }[] = [];
  const storeMessage = (message: IncomingMessage) => {
    if (message.parentId === null || arriving.has(message.parentId)) {
      return insertIncoming(db, { message, sessionId: arrivalId, rename });
    }
    joints.push({ id: rename(message.id), parentId: rename(message.parentId) });
    return insertIncoming(db, { message: { ...message, parentId: null }, sessionId: arrivalId, rename });
  };
  const moveOver = () => {
    const session = selectSession(db, sessionId);
    const isSame = joints.every(({ parentId }) => selectSessionOf(db, parentId) === sessionId);
    if (!session || !isSame) throw new RefusedChat("was changed here at the same time");
    moveMessages(db, arrivalId, sessionId);
    for (const { id, parentId } of joints) updateMessage(db, id, { parent_id: parentId });
    goOn(db, session, headId);
    updateSession(db, sessionId, { updated_at: Math.max(session.updated_at, chat.session.updated_at) });
  };
  await storeArrival(db, {
    sessionId: arrivalId,
    messages: missing,
    storeMessage,
    storeSession: moveOver,
  }, { isDurable: false });
}

/** Each time the same, so that two imports of one chat meet. */
function arrivalOf(sessionId: string): string {
  return deriveId("arrival", sessionId);
}

/** The current branch goes on where the file's does, unless it went another way here. */
function goOn(db: Database, session: ListedSession, headId: string | null): void {
  const head = headId === null ? undefined : selectMessage(db, headId);
  for (let up = head; up; up = up.parent_id ? selectMessage(db, up.parent_id) : undefined) {
    if (up.id !== session.head_id && !(session.head_id === null && up.parent_id === null)) continue;
    return void selectBranch(db, head!);
  }
}
