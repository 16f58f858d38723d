/**
 * New messages of a chat that is there already.
 *
 * They come as a chat of their own that nobody sees and move over together, so that all are there at once or none.
 */
import { selectBranch } from "@/lib/chat/branches.ts";
import { storeArrival } from "@/lib/chat/whole_chats.ts";
import type { Database } from "@/lib/db/database.ts";
import { moveMessages, selectMessage, selectSessionOf, updateMessage } from "@/lib/db/messages.ts";
import { type ListedSession, selectSession, updateSession } from "@/lib/db/sessions.ts";
import { deriveId, type IncomingMessage } from "./incoming.ts";
import { insertSteps, type Rename } from "./insert_messages.ts";
import { RefusedChat } from "./refused.ts";

export interface Extension {
  sessionId: string;
  /** Parents before children. */
  missing: IncomingMessage[];
  rename: Rename;
  /** The end of the file's current branch. */
  headId: string | null;
  updatedAt: number;
}

/** With other work between. Throws RefusedChat when the chat was changed by that. */
export async function extendChat(db: Database, extension: Extension): Promise<void> {
  const { sessionId, missing, rename } = extension;
  const arrivalId = arrivalOf(sessionId);
  const arriving = new Set(missing.map(({ id }) => id));
  const isJoint = ({ parentId }: IncomingMessage) => parentId !== null && !arriving.has(parentId);
  const apart = missing.map((message) => isJoint(message) ? { ...message, parentId: null } : message);
  await storeArrival(db, {
    sessionId: arrivalId,
    messages: insertSteps(db, apart, { sessionId: arrivalId, rename }),
    storeMessage: (insert) => insert(),
    storeSession: () => moveOver(db, extension, missing.filter(isJoint)),
  }, { isDurable: false });
}

/** Each time the same, so that two imports of one chat meet. */
export function arrivalOf(sessionId: string): string {
  return deriveId("arrival", sessionId);
}

function moveOver(
  db: Database,
  { sessionId, rename, headId, updatedAt }: Extension,
  joints: IncomingMessage[],
): void {
  const session = selectSession(db, sessionId);
  const isSame = joints.every(({ parentId }) => selectSessionOf(db, rename(parentId)!) === sessionId);
  if (!session || !isSame) throw new RefusedChat("was changed here at the same time");
  moveMessages(db, arrivalOf(sessionId), sessionId);
  for (const { id, parentId } of joints) updateMessage(db, rename(id), { parent_id: rename(parentId) });
  goOn(db, session, headId);
  updateSession(db, sessionId, { updated_at: Math.max(session.updated_at, updatedAt) });
}

/** The current branch goes on where the file's does, unless it went another way here. */
function goOn(db: Database, session: ListedSession, headId: string | null): void {
  const head = headId === null ? undefined : selectMessage(db, headId);
  for (let up = head; up; up = up.parent_id ? selectMessage(db, up.parent_id) : undefined) {
    if (up.id !== session.head_id && !(session.head_id === null && up.parent_id === null)) continue;
    return void selectBranch(db, head!);
  }
}
