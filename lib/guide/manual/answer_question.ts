/**
 * The Guide's words: the section of the manual that fits a question, and plainly what the Guide is.
 *
 * Writes Markdown. Knows nothing of streaming.
 */
import type { Prompt } from "../models/definition.ts";
import type { Document } from "./document.ts";
import { indexDocuments } from "./search.ts";

export function manualAnswers(documents: readonly Document[]): (prompt: Prompt) => string {
  const index = indexDocuments(documents);
  const topics = documents.map(({ title }) => `- ${title}`).join("\n");
  return ({ text, messages }) => {
    const isFirst = !messages.slice(0, -1).some(({ role }) => role === "assistant");
    const [best, second] = index.find(withIdentity(text)).filter(({ score }) => score >= leastScore);
    const opening = isFirst ? `${introduction}\n\n` : "";
    if (isGreeting(text)) return `${introduction}\n\nYou can ask about:\n\n${topics}\n`;
    if (!best) {
      return `${
        opening || `${reminder} `
      }I found nothing about that in the manual. You can ask about:\n\n${topics}\n`;
    }
    const related = second && second.score > best.score * 0.5
      ? `\n\nSee also: *${second.document.title}*.`
      : "";
    return `${opening}## ${best.document.title}\n\n${best.document.text}${related}\n`;
  };
}

const introduction =
  "Hello! I am the **Guide**, built into Chat WebUI. I am *not a language model*: I look up sections of the manual by their words.";
const reminder = "I am not a language model, only a search in the manual.";
const leastScore = 2.2;

function isGreeting(text: string): boolean {
  return /^\W*(hello|hi|hey|hallo|good (morning|evening|day)|help|test(ing)?|what can you do)?\W*$/i.test(
    text.trim(),
  );
}

/** A question about the Guide itself rarely holds a word of its section. */
function withIdentity(text: string): string {
  return /\b(who|what) are you\b|\bare you\b|\byourself\b/i.test(text) ? `${text} guide bot` : text;
}
