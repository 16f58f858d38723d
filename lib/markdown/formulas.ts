/**
 * Where a formula stands in Markdown, and where a dollar is only money.
 *
 * A formula that is not closed, or that may be a price, is text. Knows nothing of how formulas are drawn.
 */
const CLOSE: Record<string, string> = { $$: "$$", "\\(": "\\)", "\\[": "\\]" };
/** Longer ones are taken as formulas too, so that they are shown as one; draw_formula.ts has its own limit. */
const MAX_LENGTH = 10_000;

/** The formula at the beginning of running text, with its marks. `before` is the character before it. */
export function inlineFormula(source: string, before: string): string | undefined {
  const close = CLOSE[source.slice(0, 2)];
  if (close) return closed(source, close, 2);
  const text = /^\$((?:[^$\n`\\]|\\.){1,1000})\$(?![\d$])/.exec(source)?.[1];
  return text && !/[\p{L}\p{N}$\\]/u.test(before) && isMath(text) ? `$${text}$` : undefined;
}

/** The formula that is a block of its own at the beginning of some lines, with its marks and line end. */
export function formulaBlock(source: string): string | undefined {
  const [opening, open] = OPEN_BLOCK.exec(source) ?? [];
  const formula = open && closed(source, CLOSE[open]!, opening!.length);
  const rest = formula && /^[ \t]*(?:\n|$)/.exec(source.slice(formula.length));
  return rest ? formula + rest[0] : undefined;
}

/** Where a line opens a formula that it does not close: what closes it. */
export function openedBlock(line: string): string | undefined {
  const [opening, open] = OPEN_BLOCK.exec(line) ?? [];
  return open && !line.includes(CLOSE[open]!, opening!.length) ? CLOSE[open] : undefined;
}

/** Where a paragraph ends because a formula begins a later line. */
export function nextFormulaBlock(source: string): number | undefined {
  for (const { index } of source.matchAll(/\n(?= {0,3}(?:\$\$|\\\[))/g)) {
    if (formulaBlock(source.slice(index + 1))) return index + 1;
  }
}

/** Formulas give no marks to the emphasis around them. */
export function maskFormulas(source: string): string {
  let masked = "";
  let at = 0;
  for (const { index } of source.matchAll(/\$|\\[([]/g)) {
    const formula = index >= at && inlineFormula(source.slice(index), source[index - 1] ?? "");
    if (!formula) continue;
    masked += source.slice(at, index) + "a".repeat(formula.length);
    at = index + formula.length;
  }
  return masked + source.slice(at);
}

const OPEN_BLOCK = /^ {0,3}(\$\$|\\\[)/;

function closed(source: string, close: string, from: number): string | undefined {
  const head = source.slice(0, MAX_LENGTH);
  const end = head.indexOf(close, from);
  const text = head.slice(from, end);
  return end < 0 || !/[\p{L}\p{N}]/u.test(text) || /\n[ \t]*\n/.test(text)
    ? undefined
    : head.slice(0, end + 2);
}

/** Not a price, nor the words between two of them. */
function isMath(text: string): boolean {
  if (/^\s|[\s\-+\/*(:.&–—]$|^[^|]*\|$/.test(text)) return false;
  if (/^\p{L}['\d]*$/u.test(text)) return true;
  if (/[\\^_]/.test(text)) return true;
  const hasWords = /^[-.\d]/.test(text) ? /\p{L}{2}|[,;]$/u : /\p{L}{5}/u;
  return /[-+*\/=<>(|!{[,'\p{Sm}]|\d\p{L}/u.test(text) && !hasWords.test(text);
}
