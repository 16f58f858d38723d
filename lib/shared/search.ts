/** What a search asks and gives. */
import * as z from "zod";
import type { Role } from "./message.ts";
import { Id, queryNumber } from "./text.ts";

/** Any text is a valid `q`: words are prefixes, "quoted" ones a phrase, a minus before either leaves out. */
export const SearchQuery = z.strictObject({
  q: z.string().default(""),
  limit: queryNumber(z.int().min(1).max(200).default(20)),
  cursor: z.string().max(100).default(""),
  session_id: Id.optional(),
  role: z.enum(["system", "user", "assistant", "tool"]).optional(),
});
export type SearchQuery = z.infer<typeof SearchQuery>;

export interface SearchHit {
  session_id: string;
  session_title: string;
  message_id: string;
  role: Role;
  /** Plain text on one line. */
  snippet: string;
  /** What matched, in UTF-16 code units of the snippet. */
  ranges: [start: number, end: number][];
  created_at: string;
  /** More is better; 0 for all when so many match that they are listed newest first. */
  score: number;
}

export interface SearchPage {
  items: SearchHit[];
  next_cursor: string | null;
  took_ms: number;
}
