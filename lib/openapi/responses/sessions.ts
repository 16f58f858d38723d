/** What the API answers about chats, which it calls sessions. */
import * as z from "zod";
import type { SessionEvent as SessionEventType } from "@/lib/chat/sessions.ts";
import type { titleSession } from "@/lib/chat/title.ts";
import type * as session from "@/lib/shared/session.ts";
import { Count, like, Time, Uuid } from "./like.ts";
import { PromptOptions } from "./state.ts";

const titleSource = z.enum(["default", "fallback", "model", "user"]);

export const Session = like<session.Session>()(z.strictObject({
  id: Uuid,
  title: z.string(),
  title_source: titleSource,
  model: z.string().nullable(),
  system_prompt: z.string().nullable(),
  options: PromptOptions,
  pinned: z.boolean(),
  archived: z.boolean(),
  message_count: Count,
  token_count: Count,
  generating: Uuid.nullable(),
  unread: z.boolean(),
  created_at: Time,
  updated_at: Time,
}));

export const SessionWithDraft = like<session.Session & { draft: string }>()(
  Session.extend({ draft: z.string() }),
);

export const SessionPage = like<session.SessionPage>()(
  z.strictObject({ items: z.array(Session), next_cursor: z.string().nullable() }),
);

export const SessionEvent = like<SessionEventType>()(z.union([
  z.strictObject({ event: z.literal("session"), data: Session }),
  z.strictObject({ event: z.literal("session_deleted"), data: z.strictObject({ id: Uuid }) }),
]));

export const Title = like<Awaited<ReturnType<typeof titleSession>>>()(
  z.strictObject({ title: z.string(), source: titleSource }),
);
