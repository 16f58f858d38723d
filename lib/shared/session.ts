/** A session (a chat) as the API shows and takes it. */
import * as z from "zod";
import { type PromptOptions, PromptOptionsPatch } from "./prompt_options.ts";
import { Id, ModelName, queryNumber, storable, SystemPrompt, Title } from "./text.ts";

export interface Session {
  id: string;
  title: string;
  title_source: "default" | "fallback" | "model" | "user";
  model: string | null;
  system_prompt: string | null;
  options: PromptOptions;
  pinned: boolean;
  archived: boolean;
  /** Of the current branch. */
  message_count: number;
  /** Completion tokens of the current branch. */
  token_count: number;
  /** The id of the reply that is being written. */
  generating: string | null;
  /** A reply ended while nobody read it. */
  unread: boolean;
  created_at: string;
  updated_at: string;
}

export interface SessionPage {
  items: Session[];
  next_cursor: string | null;
}

export const NewSession = z.strictObject({
  title: Title.optional(),
  model: ModelName.nullable().optional(),
  system_prompt: SystemPrompt.nullable().optional(),
  options: PromptOptionsPatch.optional(),
  /** It is never stored, and gone a few minutes after nobody looks at it any more. */
  temporary: z.boolean().optional(),
});
export type NewSession = z.infer<typeof NewSession>;

export const SessionPatch = NewSession.omit({ temporary: true }).extend({
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
});
export type SessionPatch = z.infer<typeof SessionPatch>;

export const sessionFilters = ["pinned", "archived", "generating"] as const;

export const SessionQuery = z.strictObject({
  limit: queryNumber(z.int().min(1).max(200).default(50)),
  cursor: z.string().max(500).default(""),
  q: z.string().max(1000).default("").transform(storable),
  filter: z.enum(sessionFilters).optional(),
});
export type SessionQuery = z.infer<typeof SessionQuery>;

export const PresenceQuery = z.strictObject({
  left: z.enum(["true", "false"]).default("false").transform((text) => text === "true"),
});

export const Draft = z.strictObject({ content: SystemPrompt });

export const TitleRequest = z.strictObject({ session_id: Id, model: ModelName.optional() });
