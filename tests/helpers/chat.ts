/** Asking for replies in tests, and reading them to their end. */
import { startTurn } from "@/lib/chat/start_turn.ts";
import { getMessage } from "@/lib/chat/transcript.ts";
import { watchReply } from "@/lib/chat/watch.ts";
import type { Deps } from "@/lib/deps.ts";
import type { ChatRequest, NumberedEvent } from "@/lib/shared/chat.ts";
import type { Message } from "@/lib/shared/message.ts";

export interface Heard {
  events: NumberedEvent[];
  /** All tokens, put together. */
  text: string;
  thinking: string;
  /** As it is stored after its last event. */
  message: Message;
}

export async function ask(deps: Deps, content: string, request: Partial<ChatRequest> = {}): Promise<Heard> {
  return await hear(deps, await startTurn(deps, { content, background: true, ...request }));
}

/** To the last event. */
export async function hear(deps: Deps, replyId: string, after = 0): Promise<Heard> {
  const events = (await Array.fromAsync(watchReply(deps, replyId, after) ?? [])).flat();
  return {
    events,
    text: textOf(events, "token"),
    thinking: textOf(events, "thinking"),
    message: getMessage(deps, replyId),
  };
}

/** Until an event of that kind; the reply goes on. */
export async function hearUntil(deps: Deps, replyId: string, kind: NumberedEvent["event"]): Promise<void> {
  for await (const batch of watchReply(deps, replyId)!) {
    if (batch.some(({ event }) => event === kind)) return;
  }
  throw new Error(`The reply ended without ${kind}`);
}

export function textOf(events: NumberedEvent[], kind: "token" | "thinking"): string {
  return events.map((event) => event.event === kind ? (event.data as { text: string }).text : "").join("");
}
