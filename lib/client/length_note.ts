/** What there is to say about the length of a text that is being written. Guesses say that they are some. */
import { formatBytes, formatCount, formatTokens } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

export interface TextLength {
  tokens: number;
  /** By how many bytes it is too long to be sent; 0 when it is not. */
  excess: number;
  /** How many characters of it were pasted at once, when those were many. */
  pasted: number;
  /** Tokens of the context, as far as it is known. */
  context: { used: number; window: number };
}

export type LengthNote = { tone: "quiet" | "warning" | "error"; words: string };

/** Of the window, what the server keeps free for the answer: lib/chat/prompt.ts. */
const answerShare = 1 / 8;

export function noteOnLength(
  { tokens, excess, pasted, context }: TextLength,
  { composer, format }: Pick<LiveTexts, "composer" | "format">,
): LengthNote | null {
  const about = (count: number) => formatTokens(roughly(count), format);
  const { used } = context;
  const window = formatCount(context.window, format);
  if (excess > 0) {
    return { tone: "error", words: fill(composer.tooLong, { size: formatBytes(excess, format) }) };
  }
  if (tokens > context.window) {
    return { tone: "warning", words: fill(composer.overWindow, { tokens: about(tokens), window }) };
  }
  if (used > 0 && tokens > 0 && used + tokens > context.window * (1 - answerShare)) {
    return { tone: "warning", words: fill(composer.pushesOut, { tokens: about(used + tokens), window }) };
  }
  if (pasted === 0) return null;
  const n = formatCount(pasted, format);
  return { tone: "quiet", words: fill(composer.pasted, { n, tokens: about(tokens) }) };
}

/** Two digits: a guess is no better. */
function roughly(count: number): number {
  return Number(count.toPrecision(2));
}
