/** The versions of one message: going to the one before or after. */
import type { Deps } from "@/lib/deps.ts";
import { selectSiblings } from "@/lib/db/messages.ts";
import type { Message } from "@/lib/shared/message.ts";
import { selectVariant } from "./messages.ts";
import { getMessage, getMessageRow } from "./transcript.ts";

/** At the first or last version it stays where it is. */
export function stepVariant(deps: Deps, id: string, step: -1 | 1): Message {
  const siblings = selectSiblings(deps.db, getMessageRow(deps.db, id));
  const neighbour = siblings[siblings.findIndex((sibling) => sibling.id === id) + step];
  return neighbour ? selectVariant(deps, neighbour.id) : getMessage(deps, id);
}
