/** How many tokens a text is likely to be: a guess from its letters, corrected by what the model counted. */
import type { Database } from "@/lib/db/database.ts";
import { selectEstimates } from "@/lib/db/prompts.ts";

const tokensPerMessage = 4;
const tokensPerImage = 800;

/** Some four ASCII letters a token, about one token for a letter of another script. */
export function estimateTokens(text: string, images = 0): number {
  let other = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) other += 1;
  const ascii = text.length - other;
  return Math.ceil(ascii / 4 + other * 0.8) + tokensPerMessage + images * tokensPerImage;
}

/** What the guess must be multiplied with for this model; 1 while nothing is known. */
export function correction(db: Database, model: string): number {
  const known = selectEstimates(db, model);
  if (known.length === 0) return 1;
  const counted = known.reduce((sum, row) => sum + row.counted, 0);
  const estimated = known.reduce((sum, row) => sum + row.estimated, 0);
  return Math.min(3, Math.max(0.4, counted / estimated));
}
