/** Colours for code, loaded when a page has some. */
import type { Highlight } from "@/lib/markdown/tree.ts";

export async function loadHighlight(): Promise<Highlight> {
  return (await import("@/lib/markdown/highlight.ts")).highlight;
}
