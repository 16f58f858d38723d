/** Which language a page is in: the one that is set, or else the one the browser asks for first. */
import { type Language, type LanguageChoice, languages } from "@/lib/shared/language.ts";

export function chooseLanguage(choice: LanguageChoice, acceptLanguage: string | null): Language {
  if (choice !== "browser") return choice;
  const wanted = (acceptLanguage ?? "").split(",").map(readRange).filter(({ weight }) => weight > 0);
  const byWish = wanted.toSorted((a, b) => b.weight - a.weight);
  const found = byWish.flatMap(({ language }) => languages.find((each) => each === language) ?? []);
  return found[0] ?? languages[0];
}

/** `de-AT;q=0.7` → de, 0.7. A weight that is none counts as 0: nobody can have meant it. */
function readRange(range: string): { language: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((each) => each.startsWith("q="))?.slice(2);
  return { language: tag.split("-")[0]!, weight: weight === undefined ? 1 : Number(weight) || 0 };
}
