/** The service worker static/offline.js with its texts: it has to have them when nothing can be asked for. */
import { catalogue } from "@/lib/texts/catalogue.ts";

export function withOfflineTexts(script: string): string {
  const texts = Object.entries(catalogue).map(([language, { offline }]) => [language, offline]);
  return script.replace("= TEXTS;", () => `= ${JSON.stringify(Object.fromEntries(texts))};`);
}
