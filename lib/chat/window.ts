/**
 * A stretch of a chat's current branch: its end, its beginning, around a message, from a day on. A message of
 * another branch is shown on that one, without making it the current one.
 */
import { selectBranchEnd } from "@/lib/db/branch_walks.ts";
import { selectBranchIds } from "@/lib/db/exports.ts";
import { selectMessage, selectSessionOf } from "@/lib/db/messages.ts";
import { selectSession } from "@/lib/db/sessions.ts";
import type { Deps } from "@/lib/deps.ts";
import type { Message } from "@/lib/shared/message.ts";
import { getMessage, listMessages } from "./transcript.ts";

/** Ids that are not in the chat lead to its end; `on` is a moment in milliseconds. */
export type Place =
  | { is: "latest" }
  | { is: "first" }
  | { is: "before"; id: string }
  | { is: "after"; id: string }
  | { is: "at"; id: string }
  | { is: "on"; time: number };

export interface MessageWindow {
  /** Oldest first. */
  items: Message[];
  /** The oldest of them, when there are older ones. */
  olderBefore: string | null;
  /** The newest of them, when there are newer ones. */
  newerAfter: string | null;
  /** They are of another branch than the current one. */
  isOther: boolean;
}

/** So many stand before the message that was asked for. */
const context = 4;

export function openWindow(
  deps: Deps,
  { sessionId, place, limit }: { sessionId: string; place: Place; limit: number },
): MessageWindow {
  if (place.is === "latest") return windowBefore(deps, { sessionId, limit });
  if (place.is === "before") return windowBefore(deps, { sessionId, limit, before: place.id });
  const head = selectSession(deps.db, sessionId)?.head_id;
  const ids = head ? selectBranchIds(deps.db, head) : [];
  const start = startOf(deps, ids, place);
  if (start < 0 && "id" in place && selectSessionOf(deps.db, place.id) === sessionId) {
    return otherWindow(deps, { place, limit });
  }
  // Undefined past the end of the branch: that is the latest window.
  return windowBefore(deps, { sessionId, limit, before: start < 0 ? undefined : ids[start + limit] });
}

function windowBefore(
  deps: Deps,
  wanted: { sessionId: string; limit: number; before?: string },
): MessageWindow {
  const { items, previous_cursor } = listMessages(deps, wanted);
  return {
    items,
    olderBefore: previous_cursor,
    newerAfter: wanted.before === undefined ? null : items.at(-1)?.id ?? null,
    isOther: false,
  };
}

/** Past the end of another branch there is nothing: the way on is to the end of the current one. */
function otherWindow(
  deps: Deps,
  { place, limit }: { place: Extract<Place, { is: "at" | "after" }>; limit: number },
): MessageWindow {
  const ids = selectBranchIds(deps.db, selectBranchEnd(deps.db, place.id));
  const start = Math.min(startOf(deps, ids, place), ids.length - 1);
  const items = ids.slice(start, start + limit).map((id) => getMessage(deps, id));
  return {
    items,
    olderBefore: start > 0 ? ids[start]! : null,
    newerAfter: start + limit < ids.length ? items.at(-1)!.id : null,
    isOther: true,
  };
}

function startOf(deps: Deps, ids: string[], place: Exclude<Place, { is: "latest" | "before" }>): number {
  switch (place.is) {
    case "first":
      return 0;
    case "at": {
      const index = ids.indexOf(place.id);
      return index < 0 ? -1 : Math.max(0, index - context);
    }
    case "after": {
      const index = ids.indexOf(place.id);
      return index < 0 ? -1 : index + 1;
    }
    case "on":
      return firstSince(deps, ids, place.time);
  }
}

/** A branch is in the order of time: halving finds the place without reading it all. */
function firstSince({ db }: Deps, ids: string[], time: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (selectMessage(db, ids[middle]!)!.created_at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
