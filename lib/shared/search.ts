/** What a search asks and gives. */
import * as z from "zod";
import type { Role } from "./message.ts";
import { Id, ModelName, queryNumber } from "./text.ts";

const dayMs = 86_400_000;
const timeWords = "must be a day (2026-11-24) or a time with its zone (2026-11-24T09:30:00Z)";
const day = z.iso.date().transform((text) => Date.parse(text));
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Any text is a valid `q`: words are prefixes, "quoted" ones a phrase, a minus before either leaves out. */
export const SearchQuery = z.strictObject({
  q: z.string().default(""),
  limit: queryNumber(z.int().min(1).max(200).default(20)),
  cursor: z.string().max(100).default(""),
  session_id: Id.optional(),
  role: z.enum(["system", "user", "assistant", "tool"]).optional(),
  /** Replies of this model only: what a person writes has none. */
  model: ModelName.optional(),
  /** When it was written, both ends included; a day is one of UTC. In milliseconds once it is read. */
  from: z.union([day, time], timeWords).optional(),
  to: z.union([day.transform((start) => start + dayMs - 1), time], timeWords).optional(),
}).refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
  path: ["to"],
  message: "must not be before from",
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
