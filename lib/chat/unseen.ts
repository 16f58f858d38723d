/** What the model was not shown of a chat. */
import type { Deps } from "@/lib/deps.ts";
import { selectPrompt } from "@/lib/db/prompts.ts";

/** How many of the first messages a reply was made without. */
export function countUnseen(deps: Deps, replyId: string): number {
  return selectPrompt(deps.db, replyId)?.left_out ?? 0;
}
