/**
 * What went wrong, in the page's language where it is known.
 *
 * Errors are English, as the API gives them: that is the one place where they are worded. A catalogue that is not
 * English has the words for those that people see; any other stays as it is, rather than be hidden.
 */
import { fill } from "./text.ts";

/** English sentences with places, such as `Cannot reach Ollama at {address}: {reason}.`, and what they are here. */
export type Problems = Readonly<Record<string, string>>;

/** Ours are shorter. A failure out of an imported file can be megabytes, and places are searched for everywhere. */
const longestKnown = 4000;

/** What stands in a place is said in the same way. */
export function sayProblem(message: string, problems: Problems): string {
  if (message.length > longestKnown) return message;
  for (const [english, text] of Object.entries(problems)) {
    const found = patternOf(english).exec(message);
    if (!found) continue;
    const values = Object.entries(found.groups ?? {}).map(([place, value]) => [
      place,
      sayProblem(value, problems),
    ]);
    const said = fill(text, Object.fromEntries(values));
    return /^\p{Lu}/u.test(message) ? said[0]!.toUpperCase() + said.slice(1) : said;
  }
  return message;
}

/** The same for what was refused, by field. */
export function sayProblems<Errors extends Record<string, string>>(
  errors: Errors,
  problems: Problems,
): Errors {
  const said = Object.entries(errors).map(([field, message]) => [field, sayProblem(message, problems)]);
  return Object.fromEntries(said);
}

function patternOf(english: string): RegExp {
  const source = english.replace(/[.*+?^$()[\]\\|]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+?)");
  return new RegExp(`^${source}$`, "is");
}
