/** Ends replies that nobody writes any more: after a crash, or when their end could not be stored. */
import type { Deps } from "@/lib/deps.ts";
import {
  type MessageRow,
  selectMessage,
  selectStreaming,
  selectStreamingIn,
  updateMessage,
} from "@/lib/db/messages.ts";
import { removePieces } from "@/lib/db/reply_pieces.ts";
import { updateSession } from "@/lib/db/sessions.ts";
import { indexMessage } from "@/lib/search/index_messages.ts";
import { withPieces } from "./transcript.ts";

/** At start-up: what a crash left open becomes `interrupted`, with every piece that was stored. */
export function recoverTurns(deps: Pick<Deps, "db" | "now">): number {
  const open = selectStreaming(deps.db);
  for (const row of open) interrupt(deps, row);
  return open.length;
}

/** A reply that counts as running in the database but is not: it is ended, so that the chat can go on. */
export function freeSession(deps: Deps, sessionId: string): void {
  const row = selectStreamingIn(deps.db, sessionId);
  if (row && !deps.live.isRunning(row.id)) interrupt(deps, row);
}

function interrupt({ db, now }: Pick<Deps, "db" | "now">, row: MessageRow): void {
  db.transaction(() => {
    updateMessage(db, row.id, {
      ...withPieces(db, row),
      status: "interrupted",
      error_code: "interrupted",
      error_message:
        "Chat WebUI ended while this reply was written. What came is kept: continue or regenerate it.",
      updated_at: now(),
    });
    removePieces(db, row.id);
    indexMessage(db, row.id);
    if (selectMessage(db, row.id)) updateSession(db, row.session_id, { unread: 1 });
  });
}
