/** The whole of a chat's current branch, a message at a time. */
import { encodeBase64 } from "@/lib/base64.ts";
import { selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectBranchIds } from "@/lib/db/exports.ts";
import { selectMessage } from "@/lib/db/messages.ts";
import type { Deps } from "@/lib/deps.ts";
import type { Message } from "@/lib/shared/message.ts";
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

/** By the first bytes; what is none of these is no image that a page shows. */
const kinds: [start: string, type: string][] = [
  ["iVBOR", "image/png"],
  ["/9j/", "image/jpeg"],
  ["R0lG", "image/gif"],
  ["UklG", "image/webp"],
];

function imageAddress(bytes: Uint8Array): string {
  const base64 = encodeBase64(bytes);
  const type = kinds.find(([start]) => base64.startsWith(start))?.[1] ?? "application/octet-stream";
  return `data:${type};base64,${base64}`;
}
