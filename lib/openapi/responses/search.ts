/** What a search answers. */
import * as z from "zod";
import type * as search from "@/lib/shared/search.ts";
import { Count, like, Ms, Time, Uuid } from "./like.ts";
import { Role } from "./messages.ts";

export const SearchPage = like<search.SearchPage>()(z.strictObject({
  items: z.array(z.strictObject({
    session_id: Uuid,
    session_title: z.string(),
    message_id: Uuid,
    role: Role,
    snippet: z.string(),
    ranges: z.array(z.tuple([Count, Count])),
    created_at: Time,
    score: z.number(),
  })),
  next_cursor: z.string().nullable(),
  took_ms: Ms,
}));
