/** The texts of the page that is rendered, for components. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Texts } from "./catalogue.ts";
import { type LiveTexts, textsOnPage } from "./texts_on_page.ts";

/** Provided by the layout, and by pages without one; islands in the browser read the page. */
export const TextsContext = createContext<Texts | null>(null);

/** All of them. Not for islands: these texts stay on the server. */
export function useTexts(): Texts {
  return useContext(TextsContext)!;
}

/** Those of islands, on both sides. */
export function useLiveTexts(): LiveTexts {
  return useContext(TextsContext)?.live ?? textsOnPage();
}
