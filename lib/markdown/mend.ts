/**
 * Completes the line that is being written, so that marks do not flash before their other half has come.
 *
 * Only for what is drawn in between: `**bo` is drawn bold at once, a lone `-` not yet as an underline. A guess
 * that proves wrong is gone with the next push. Looks at one line; knows no blocks.
 */
export function mend(line: string): string {
  if (line.length > MAX_LENGTH) return line;
  if (ONLY_MARKS.test(line)) return "";
  const shown = line.replace(OPEN_LINK, "$1$2").replace(OPEN_TAG, "").replace(OPENER_AT_END, "$1");
  const open = openMarks(shown);
  if (open.length === 0) return shown;
  const inner = open.at(-1)!;
  const half = inner.length > 1 && shown.endsWith(inner[0]!) && !shown.endsWith(inner) ? 1 : 0;
  return shown.slice(0, shown.length - half).trimEnd() + open.reverse().join("");
}

const MAX_LENGTH = 2000;
const ONLY_MARKS = /^[ \t]*(?:[-=*_+#>|~`:]+|\d{1,9}[.)]?)[ \t]*$/;
/** `[words` and `[words](address` without their ends: the words. */
const OPEN_LINK = /(^|[\s(*_])!?\[(?=[^\]\s^])([^[\]]{2,})(?:\](?:\([^()\s]*)?)?$/;
const OPEN_TAG = /<\/?[a-z]*$/i;
const OPENER_AT_END = /(^|[\s(])(?:\*{1,3}|_{1,3}|~{1,2}|`+)$/;
const MARK = /\\.|`+|\*{1,2}|~~|(?<![\p{L}\p{N}_])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![\p{L}\p{N}_])/gu;

/** The marks that still wait for their end, outermost first. */
function openMarks(line: string): string[] {
  const open: string[] = [];
  for (const { 0: mark, index } of line.matchAll(MARK)) {
    const inCode = open.at(-1)?.startsWith("`");
    if (mark === open.at(-1)) {
      open.pop();
    } else if (
      !inCode && mark[0] !== "\\" && /^\S/.test(line.slice(index + mark.length)) && !open.includes(mark)
    ) {
      open.push(mark);
    }
  }
  return open;
}
