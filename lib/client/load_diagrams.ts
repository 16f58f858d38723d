/**
 * Diagrams, drawn by what is loaded when a conversation has the first of them.
 *
 * It is handed what the page has already: an import of the same would cut the page's one script in pieces.
 */
import { textsOnPage } from "@/lib/texts/texts_on_page.ts";
import { vouchFor } from "./script_address.ts";
import { scrollerOf } from "./scroll.ts";

/** @returns what ends it */
export function watchForDiagrams(log: HTMLElement): () => void {
  const found = log.getElementsByClassName("diagram");
  let end = () => changes.disconnect();
  const load = async () => {
    if (found.length === 0) return;
    changes.disconnect();
    const { Diagrams } = await import("./diagrams.ts");
    end = new Diagrams({ log, scroller: scrollerOf(log), texts: textsOnPage().diagram, vouchFor }).open();
  };
  const changes = new MutationObserver(load);
  changes.observe(log, { childList: true, subtree: true });
  load();
  return () => end();
}
