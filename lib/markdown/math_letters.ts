/** Letters of other kinds as Unicode has them for mathematics: browsers draw bold, script or ℝ in no other way. */
import type { Node } from "./tree.ts";

/** The first capital, small letter and digit of each kind, then the capital and small letters of Greek. */
const KINDS: Record<string, [number, number, number?, number?, number?]> = {
  "bold": [0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2],
  "italic": [0x1d434, 0x1d44e, undefined, 0x1d6e2, 0x1d6fc],
  "bold-italic": [0x1d468, 0x1d482, undefined, 0x1d71c, 0x1d736],
  "script": [0x1d49c, 0x1d4b6],
  "bold-script": [0x1d4d0, 0x1d4ea],
  "fraktur": [0x1d504, 0x1d51e],
  "double-struck": [0x1d538, 0x1d552, 0x1d7d8],
  "bold-fraktur": [0x1d56c, 0x1d586],
  "sans-serif": [0x1d5a0, 0x1d5ba, 0x1d7e2],
  "bold-sans-serif": [0x1d5d4, 0x1d5ee, 0x1d7ec],
  "sans-serif-italic": [0x1d608, 0x1d622],
  "sans-serif-bold-italic": [0x1d63c, 0x1d656],
  "monospace": [0x1d670, 0x1d68a, 0x1d7f6],
};
/** Letters that Unicode had before it had the others. */
const OLDER: Record<string, string> = {
  "italic": "hℎ",
  "script": "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ",
  "fraktur": "CℭHℌIℑRℜZℨ",
  "double-struck": "CℂHℍNℕPℙQℚRℝZℤ",
};

export function drawLetters(node: Node, kind: string): Node {
  const starts = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (typeof node !== "string" || !starts) return node;
  return [...node].map((letter) => older(letter, kind) ?? moved(letter, starts)).join("");
}

function older(letter: string, kind: string): string | undefined {
  const known = OLDER[kind] ?? "";
  const at = known.indexOf(letter);
  return at % 2 === 0 ? known[at + 1] : undefined;
}

function moved(letter: string, starts: (number | undefined)[]): string {
  const code = letter.codePointAt(0)!;
  const i = RANGES.findIndex(([first, last]) => code >= first && code <= last);
  const start = starts[i];
  return start === undefined ? letter : String.fromCodePoint(start + code - RANGES[i]![0]);
}

const RANGES: [number, number][] = [[0x41, 0x5a], [0x61, 0x7a], [0x30, 0x39], [0x391, 0x3a9], [0x3b1, 0x3c9]];
