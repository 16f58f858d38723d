/** The messages of an incoming chat into the database, in steps short enough for others to have their turn between. */
import { insertAttachment } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { insertWholeMessage } from "@/lib/db/messages.ts";
import { upsertMetrics } from "@/lib/db/metrics.ts";
import { upsertPrompt } from "@/lib/db/prompts.ts";
import { type IncomingMessage, letGo, type WholeMessage } from "./incoming.ts";

export interface Rename {
  (id: string): string;
  (id: string | null): string | null;
}

/** Gives the message's place in the order of messages. */
export type InsertStep = () => number;

/** A message is a step, and each of its images. */
export function* insertSteps(
  db: Database,
  messages: Iterable<IncomingMessage>,
  { sessionId, rename }: { sessionId: string; rename: Rename },
): Generator<InsertStep> {
  for (const message of messages) {
    const whole = message.read();
    const id = rename(message.id);
    const place = {
      id,
      session_id: sessionId,
      parent_id: rename(message.parentId),
      active_child_id: rename(message.activeChildId),
    };
    const seq = { value: 0 };
    yield () => seq.value = insertWhole(db, whole, { place, rename });
    let position = 0;
    for (const content of whole.images) {
      yield () => {
        insertAttachment(db, { messageId: id, position: position++, content });
        letGo(content);
        return seq.value;
      };
    }
  }
}

interface Placed {
  place: { id: string; session_id: string; parent_id: string | null; active_child_id: string | null };
  rename: Rename;
}

function insertWhole(
  db: Database,
  { row, metrics, prompt }: WholeMessage,
  { place, rename }: Placed,
): number {
  const seq = insertWholeMessage(db, { ...row, ...place });
  if (metrics) upsertMetrics(db, { ...metrics, message_id: place.id });
  if (prompt) {
    const first = rename(prompt.first_message_id);
    upsertPrompt(db, { ...prompt, message_id: place.id, first_message_id: first });
  }
  return seq;
}
