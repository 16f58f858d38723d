/** Readers of a reply, whether it is being written, has just ended, or ended long ago. */
import type { Deps } from "@/lib/deps.ts";
import { NotFoundError } from "@/lib/errors.ts";
import type { ChatEvent, NumberedEvent } from "@/lib/shared/chat.ts";
import { lastEvent } from "./close_turn.ts";
import { freeSession } from "./recover.ts";
import { getMessage, getMessageRow } from "./transcript.ts";

export type ReplyEvents = AsyncIterable<NumberedEvent[]>;

/** The events after `after`; undefined when nothing is left. Begins anew where they are no longer kept. */
export function watchReply(deps: Deps, replyId: string, after = 0): ReplyEvents | undefined {
  // First of all: the events of a deleted reply may still be kept.
  const row = getMessageRow(deps.db, replyId);
  if (row.role !== "assistant") throw new NotFoundError("reply", replyId);
  if (deps.live.isFinishedAt(replyId, after)) return;
  const running = deps.live.watch(replyId, after);
  if (running) return running;
  freeSession(deps, row.session_id);
  return once(storedEvents(deps, replyId));
}

/** An ended reply told again, in a few events. */
function storedEvents(deps: Deps, replyId: string): NumberedEvent[] {
  const { session_id, parent_id, model, content, thinking, created_at } = getMessage(deps, replyId);
  const events: ChatEvent[] = [{
    event: "start",
    data: {
      session_id,
      user_message_id: parent_id ?? "",
      message_id: replyId,
      model: model ?? "",
      created_at,
    },
  }];
  if (thinking) events.push({ event: "thinking", data: { text: thinking } });
  if (content) events.push({ event: "token", data: { text: content } });
  events.push(lastEvent(deps, replyId));
  return events.map((event, index) => ({ ...event, id: index + 1 }));
}

async function* once<T>(item: T): AsyncGenerator<T> {
  yield item;
}
