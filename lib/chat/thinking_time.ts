/** How long models thought before they wrote, which a Message of the API does not say. */
import type { Deps } from "@/lib/deps.ts";
import { selectMessage } from "@/lib/db/messages.ts";
import type { Message } from "@/lib/shared/message.ts";

/** Milliseconds by the message's id; those of which nobody knows are left out. */
export function thinkingTimes({ db }: Deps, messages: Message[]): Record<string, number> {
  const times = messages.filter((message) => message.thinking && message.status !== "streaming").map((
    { id },
  ) => [id, selectMessage(db, id)?.thinking_ms] as const);
  return Object.fromEntries(times.filter((time): time is [string, number] => typeof time[1] === "number"));
}
