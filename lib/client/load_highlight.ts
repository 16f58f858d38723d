/** What draws code and formulas, each loaded when a page has some. */
import type { Highlight } from "@/lib/markdown/tree.ts";

export async function loadHighlight(): Promise<Highlight> {
  return (await import("@/lib/markdown/highlight.ts")).highlight;
}

/** With their font, that nothing moves once it is there; without it they are drawn in another. */
export async function loadFormulas(): Promise<Highlight> {
  await document.fonts.load('1em "STIX Two Math"').catch(() => []);
  return (await import("@/lib/markdown/draw_formula.ts")).drawFormula;
}
