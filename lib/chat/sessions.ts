/** Sessions: making, finding, changing and deleting them, and telling those who watch the list. */
import { readJson } from "@/lib/db/stored_json.ts";
import type { Deps } from "@/lib/deps.ts";
import {
  insertSession,
  type ListedSession,
  selectSession,
  selectSessions,
  type SessionPosition,
  updateSession as updateSessionRow,
} from "@/lib/db/sessions.ts";
import { InvalidInputError, NotFoundError } from "@/lib/errors.ts";
import { noPromptOptions, patchOptions, type PromptOptions } from "@/lib/shared/prompt_options.ts";
import type { NewSession, Session, SessionPage, SessionPatch, SessionQuery } from "@/lib/shared/session.ts";
import { removeChat } from "./whole_chats.ts";

export const defaultTitle = "New chat";

/** What those who watch the list are told. */
export type SessionEvent =
  | { event: "session"; data: Session }
  | { event: "session_deleted"; data: { id: string } };

export function createSession(deps: Deps, { title, model, system_prompt, options }: NewSession): Session {
  const id = deps.newId();
  const time = deps.now();
  deps.db.transaction(() =>
    insertSession(deps.db, {
      id,
      title: title ?? defaultTitle,
      title_source: title === undefined ? "default" : "user",
      model: model ?? null,
      system_prompt: system_prompt || null,
      options: JSON.stringify(patchOptions(noPromptOptions, options ?? {})),
      pinned: 0,
      archived: 0,
      unread: 0,
      draft: "",
      active_root_id: null,
      head_id: null,
      message_count: 0,
      token_count: 0,
      created_at: time,
      updated_at: time,
    })
  );
  announceSession(deps, id);
  return toSession(getSessionRow(deps, id));
}

export function getSession(deps: Deps, id: string): Session & { draft: string } {
  const row = getSessionRow(deps, id);
  return { ...toSession(row), draft: row.draft };
}

export function findSession(deps: Deps, id: string): Session | undefined {
  const row = selectSession(deps.db, id);
  return row && toSession(row);
}

export function listSessions(deps: Deps, { limit, cursor, q, filter }: SessionQuery): SessionPage {
  const after = cursor ? readCursor(cursor) : undefined;
  const rows = selectSessions(deps.db, { filter, title: q, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    items: page.map(toSession),
    next_cursor: rows.length > limit ? writeCursor(page.at(-1)!) : null,
  };
}

export function updateSession(deps: Deps, id: string, patch: SessionPatch): Session {
  deps.db.transaction(() => {
    const row = getSessionRow(deps, id);
    const { title, model, system_prompt, options, pinned, archived } = patch;
    updateSessionRow(deps.db, id, {
      ...(title !== undefined && { title, title_source: "user" as const }),
      ...(model !== undefined && { model }),
      ...(system_prompt !== undefined && { system_prompt: system_prompt || null }),
      ...(options !== undefined && { options: JSON.stringify(patchOptions(readOptions(row), options)) }),
      ...(pinned !== undefined && { pinned: Number(pinned) }),
      ...(archived !== undefined && { archived: Number(archived) }),
    });
  });
  announceSession(deps, id);
  return toSession(getSessionRow(deps, id));
}

/** A reply that is being written in it is stopped first. */
export async function deleteSession(deps: Deps, id: string): Promise<void> {
  getSessionRow(deps, id);
  // Others may wait for the same end, and begin a reply of their own at it.
  for (let reply = deps.live.runningIn(id); reply; reply = deps.live.runningIn(id)) {
    await deps.live.stop(reply);
  }
  const removal = removeChat(deps.db, id);
  deps.sessionEvents.push({ event: "session_deleted", data: { id } }, id);
  await removal;
}

export function saveDraft(deps: Deps, id: string, content: string): void {
  getSessionRow(deps, id);
  deps.db.relaxed(() => updateSessionRow(deps.db, id, { draft: content }));
}

/** Tells those who watch the list what the session is like now. */
export function announceSession(deps: Deps, id: string): void {
  if (deps.sessionEvents.readers === 0) return;
  const row = selectSession(deps.db, id);
  if (row) deps.sessionEvents.push({ event: "session", data: toSession(row) }, id);
}

export function getSessionRow(deps: Deps, id: string): ListedSession {
  const row = selectSession(deps.db, id);
  if (!row) throw new NotFoundError("chat", id);
  return row;
}

/** A set stored by an older version lacks the fields that came later. */
export function readOptions(row: { options: string }): PromptOptions {
  return { ...noPromptOptions, ...readJson(row.options, {}) };
}

function toSession(row: ListedSession): Session {
  return {
    id: row.id,
    title: row.title,
    title_source: row.title_source,
    model: row.model,
    system_prompt: row.system_prompt,
    options: readOptions(row),
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    message_count: row.message_count,
    token_count: row.token_count,
    generating: row.generating,
    unread: row.unread === 1,
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
  };
}

function writeCursor({ pinned, updated_at, id }: SessionPosition): string {
  return `${pinned}.${updated_at}.${id}`;
}

function readCursor(cursor: string): SessionPosition {
  const match = /^([01])\.(\d{1,16})\.([0-9a-f-]{36})$/.exec(cursor);
  if (!match) {
    throw new InvalidInputError("The cursor is none that this list gave out. Begin without one.", [
      { path: "cursor", message: "is not a cursor of this list" },
    ]);
  }
  return { pinned: Number(match[1]), updated_at: Number(match[2]), id: match[3]! };
}
