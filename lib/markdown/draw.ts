/** All that the server draws beyond text: coloured code and formulas. Browsers load the two when they need them. */
import { drawFormula } from "./draw_formula.ts";
import { highlight } from "./highlight.ts";
import { FORMULA, type Highlight } from "./tree.ts";

export const draw: Highlight = (text, language) =>
  language === FORMULA ? drawFormula(text) : highlight(text, language);
