import assert from "node:assert/strict";
import { loadDraw } from "@/components/chat/load_draw.ts";
import { draw } from "@/lib/markdown/draw.ts";
import { drawFormula } from "@/lib/markdown/draw_formula.ts";
import { FORMULA } from "@/lib/markdown/tree.ts";

Deno.test("loadDraw() draws the formulas of its messages, whatever their marks, also those of thoughts", async () => {
  for (const formula of ["$x^2$", "$$x^2$$", "\\(x^2\\)", "\\[x^2\\]"]) {
    const plain = { content: "plain", thinking: null };
    for (const message of [{ content: `a ${formula}`, thinking: null }, { ...plain, thinking: formula }]) {
      assert.deepEqual((await loadDraw([plain, message]))(formula, FORMULA), drawFormula(formula));
    }
  }
});

Deno.test("loadDraw() colours code, also where no message has a mark of a formula", async () => {
  const plain = await loadDraw([{ content: "costs 5 €, (a) [b]", thinking: null }]);
  assert.equal(plain("$x$", FORMULA), null);
  assert.deepEqual(plain("const x = 1", "js"), draw("const x = 1", "js"));
});
