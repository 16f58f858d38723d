/** The whole of a chat's current branch, a message at a time. */
import { selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectBranchIds } from "@/lib/db/exports.ts";
import { selectMessage } from "@/lib/db/messages.ts";
import type { Deps } from "@/lib/deps.ts";
import type { Message } from "@/lib/shared/message.ts";
import { imageAddress } from "./images.ts";
import { getSessionRow } from "./sessions.ts";
import { toMessage } from "./transcript.ts";

export interface BranchMessage {
  message: Message;
  /** As `data:` addresses. */
  images: string[];
}

/** Throws NotFoundError at once. Oldest first. */
export function readBranch(deps: Deps, sessionId: string): Iterable<BranchMessage> {
  return walk(deps.db, getSessionRow(deps, sessionId).head_id);
}

function* walk(db: Database, headId: string | null): Generator<BranchMessage> {
  for (const id of headId ? selectBranchIds(db, headId) : []) {
    const row = selectMessage(db, id);
    if (row) yield { message: toMessage(db, row), images: selectAttachments(db, id).map(imageAddress) };
  }
}
