/** What stands around every page: the newest chats and the open one, what is in memory, whether Ollama answers. */
import { findSession, listSessions } from "@/lib/chat/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import { isId } from "@/lib/shared/id.ts";
import type { Session } from "@/lib/shared/session.ts";

export interface FrameView {
  sessions: Session[];
  nextCursor: string | null;
  openSessionId: string | null;
  loaded: { name: string; bytes: number }[];
  /** Why Ollama does not answer, or null. */
  offline: string | null;
  models: string[];
  canLogOut: boolean;
  now: number;
  isNarrowed: boolean;
  hasArchive: boolean;
}

const sessionsAtOnce = 40;

/** @param search `titles` narrows the list, `chats` is where it goes on, `open` names the chat of another page */
export function frameView(deps: Deps, openSessionId: string | null, search: URLSearchParams): FrameView {
  const titles = (search.get("titles") ?? "").slice(0, 1000);
  const { items, next_cursor } = listSessions(deps, {
    limit: sessionsAtOnce,
    cursor: search.get("chats") ?? "",
    q: titles,
  });
  const open = findOpen(deps, openSessionId ?? search.get("open") ?? "");
  const isMissing = open && !open.archived && titles === "" && !items.some(({ id }) => id === open.id);
  const archive = listSessions(deps, { limit: 1, cursor: "", q: "", filter: "archived" });
  const health = deps.catalog.health();
  const isAway = health.status === "unreachable"; // what is in its memory by now is not known
  return {
    sessions: isMissing ? [...items, open] : items,
    nextCursor: next_cursor,
    openSessionId,
    loaded: isAway ? [] : deps.catalog.loaded().map(({ name, sizeBytes }) => ({ name, bytes: sizeBytes })),
    offline: isAway ? health.error ?? "It does not answer." : null,
    models: deps.catalog.list().items.map((model) => model.name),
    canLogOut: deps.env.accessPassword !== null,
    now: deps.now(),
    isNarrowed: titles !== "",
    hasArchive: archive.items.length > 0,
  };
}

function findOpen(deps: Deps, id: string): Session | undefined {
  return isId(id) ? findSession(deps, id) : undefined;
}
