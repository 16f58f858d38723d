/** Teaches marked's lexer formulas. Where they stand and where not is formulas.ts' matter. */
import type { MarkedOptions, Token, Tokens } from "marked";
import { formulaBlock, inlineFormula, maskFormulas, nextFormulaBlock } from "./formulas.ts";

/** Options for text that may hold a formula; all other text is read as if there were none. */
export function formulaOptions(source: string): MarkedOptions {
  return /\$|\\[([]/.test(source) ? OPTIONS : {};
}

const OPTIONS = {
  extensions: {
    inline: [readInline],
    startInline: [(source: string) => source.indexOf("$")],
    block: [readBlock],
    startBlock: [(source: string) => nextFormulaBlock(source) ?? -1],
    childTokens: {},
    renderers: {},
  },
  hooks: { emStrongMask: maskFormulas },
} as unknown as MarkedOptions; // marked has classes for both, and asks only for these

function readInline(source: string, tokens: Token[]): Tokens.Generic | undefined {
  return asToken("formula", inlineFormula(source, tokens.at(-1)?.raw.at(-1) ?? ""));
}

function readBlock(source: string): Tokens.Generic | undefined {
  return asToken("formulaBlock", formulaBlock(source));
}

function asToken(type: string, raw: string | undefined): Tokens.Generic | undefined {
  return raw === undefined ? undefined : { type, raw, text: raw.trim() };
}
