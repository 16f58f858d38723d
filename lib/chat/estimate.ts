/** How far the guess of a text's tokens is off for a model: told by what it counted. */
import type { Database } from "@/lib/db/database.ts";
import { selectEstimates } from "@/lib/db/prompts.ts";

/** What the guess must be multiplied with for this model; 1 while nothing is known. */
export function correction(db: Database, model: string): number {
  const known = selectEstimates(db, model);
  if (known.length === 0) return 1;
  const counted = known.reduce((sum, row) => sum + row.counted, 0);
  const estimated = known.reduce((sum, row) => sum + row.estimated, 0);
  return Math.min(3, Math.max(0.4, counted / estimated));
}
