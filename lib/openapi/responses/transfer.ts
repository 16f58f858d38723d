/** What an import answers. */
import * as z from "zod";
import type * as transfer from "@/lib/shared/transfer.ts";
import { Count, like } from "./like.ts";

export const ImportResult = like<transfer.ImportResult>()(z.strictObject({
  imported: Count,
  skipped: Count,
  failed: z.array(z.strictObject({ index: Count, reason: z.string() })),
}));
