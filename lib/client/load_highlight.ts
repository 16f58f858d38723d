/** What draws code and formulas, each loaded when a page has some. */
import type { Highlight } from "@/lib/markdown/tree.ts";

export async function loadHighlight(): Promise<Highlight> {
  return (await import("@/lib/markdown/highlight.ts")).highlight;
}

export async function loadFormulas(): Promise<Highlight> {
  return (await import("@/lib/markdown/draw_formula.ts")).drawFormula;
}
