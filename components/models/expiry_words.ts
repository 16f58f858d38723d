/** How long a model stays in memory, in words. For both sides: in the browser they count down. */
import { formatDuration } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

export function expiryWords(expiresAt: string, now: number, { unloadsIn, format }: LiveTexts): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
  return fill(unloadsIn, { time: formatDuration(Math.max(1, seconds) * 1000, format) });
}
