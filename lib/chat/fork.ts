/** A chat of its own from a message on: the branch up to it, copied. The chat it comes from stays as it is. */
import { insertAttachment, selectAttachments } from "@/lib/db/attachments.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectBranchIds } from "@/lib/db/exports.ts";
import { insertWholeMessage, selectMessage } from "@/lib/db/messages.ts";
import { selectMetrics, upsertMetrics } from "@/lib/db/metrics.ts";
import { selectPrompt, upsertPrompt } from "@/lib/db/prompts.ts";
import { insertSession, type SessionRow, updateSession } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { ConflictError } from "@/lib/errors.ts";
import { storeArrival } from "./whole_chats.ts";
import { announceSession, getSessionRow } from "./sessions.ts";
import { getMessageRow, withPieces } from "./transcript.ts";

/** Gives the id of the copy of the message, in the new chat. Throws ConflictError when the chat changes meanwhile. */
export async function forkSession(deps: Deps, messageId: string): Promise<string> {
  const { db, newId } = deps;
  const source = getSessionRow(deps, getMessageRow(db, messageId).session_id);
  const fork = new Fork(db, { sessionId: newId(), ids: selectBranchIds(db, messageId), newId });
  await storeArrival(db, {
    sessionId: fork.sessionId,
    messages: fork.places(),
    storeMessage: (place) => fork.copyMessage(place),
    storeSession: () => {
      const { generating: _, ...row } = source;
      const time = deps.now();
      insertSession(db, {
        ...row,
        ...forkTitle(row),
        id: fork.sessionId,
        pinned: 0,
        archived: 0,
        created_at: time,
        updated_at: time,
      });
      updateSession(db, fork.sessionId, fork.branch());
    },
  }, { isDurable: true });
  announceSession(deps, fork.sessionId);
  return fork.copyOf(messageId);
}

class Fork {
  readonly sessionId: string;
  #db: Database;
  /** From the root down. */
  #ids: string[];
  #copies: Map<string, string>;
  #tokens = 0;

  constructor(
    db: Database,
    { sessionId, ids, newId }: { sessionId: string; ids: string[]; newId: () => string },
  ) {
    this.sessionId = sessionId;
    this.#db = db;
    this.#ids = ids;
    this.#copies = new Map(ids.map((id) => [id, newId()]));
  }

  places(): Iterable<number> {
    return this.#ids.keys();
  }

  copyOf(id: string): string {
    return this.#copies.get(id)!;
  }

  branch() {
    const [root, head] = [this.#ids[0]!, this.#ids.at(-1)!].map((id) => this.copyOf(id));
    return {
      active_root_id: root,
      head_id: head,
      message_count: this.#ids.length,
      token_count: this.#tokens,
    };
  }

  /** A reply that is being written is copied with its text so far. Gives the place in the order of messages. */
  copyMessage(place: number): number {
    const db = this.#db;
    const [before, id, after] = [this.#ids[place - 1], this.#ids[place]!, this.#ids[place + 1]];
    const row = selectMessage(db, id);
    if (!row) throw new ConflictError("The chat was changed while it was copied. Fork it again.");
    const copyId = this.copyOf(id);
    const seq = insertWholeMessage(db, {
      ...row,
      ...withPieces(db, { id, status: row.status, content: row.content, thinking: row.thinking }),
      id: copyId,
      session_id: this.sessionId,
      parent_id: before === undefined ? null : this.copyOf(before),
      active_child_id: after === undefined ? null : this.copyOf(after),
      status: row.status === "streaming" ? "interrupted" : row.status,
    });
    this.#copyWhatBelongsTo(id);
    return seq;
  }

  #copyWhatBelongsTo(id: string): void {
    const db = this.#db;
    const copyId = this.copyOf(id);
    selectAttachments(db, id).forEach((content, position) =>
      insertAttachment(db, { messageId: copyId, position, content })
    );
    const metrics = selectMetrics(db, id);
    if (metrics) upsertMetrics(db, { ...metrics, message_id: copyId });
    this.#tokens += metrics?.completion_tokens ?? 0;
    const prompt = selectPrompt(db, id);
    if (!prompt) return;
    const first = prompt.first_message_id === null ? null : this.#copies.get(prompt.first_message_id) ?? null;
    upsertPrompt(db, { ...prompt, message_id: copyId, first_message_id: first });
  }
}

/** Titles hold 500 characters. */
function forkTitle({ title, title_source }: SessionRow): Pick<SessionRow, "title" | "title_source"> {
  const suffix = " (fork)";
  if (title_source === "default") return { title, title_source };
  const isMarked = title === "New chat" || title.endsWith(suffix);
  return { title: isMarked ? title : title.slice(0, 500 - suffix.length) + suffix, title_source: "user" };
}
