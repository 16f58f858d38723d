/**
 * What draws the code and formulas of some messages on the server. KaTeX takes 13 MB of memory: it is loaded for the
 * first one that may hold a formula.
 */
import { highlight } from "@/lib/markdown/highlight.ts";
import type { Highlight } from "@/lib/markdown/tree.ts";
import type { Message } from "@/lib/shared/message.ts";

/** For just these messages. */
export async function loadDraw(
  messages: readonly Pick<Message, "content" | "thinking">[],
): Promise<Highlight> {
  const mayHaveFormulas = messages.some(({ content, thinking }) =>
    FORMULA_MARK.test(content) || FORMULA_MARK.test(thinking ?? "")
  );
  return mayHaveFormulas ? (await import("@/lib/markdown/draw.ts")).draw : highlight;
}

const FORMULA_MARK = /\$|\\[([]/;
