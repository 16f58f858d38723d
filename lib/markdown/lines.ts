/** What one line of Markdown can begin or end, as far as the scanner must know. Looks at no other line. */
export const HEADING = /^#{1,6}(?:[ \t]|$)/;
export const NOTE = /^\[\^([^\]\s]{1,64})\]:[ \t]*/;
export const DEFINITION = /^\[[^\]]+\]:/;
export const TABLE_ROW = /^[^\s#>*+`~<-][^\n]*\|/;

export interface Fence {
  mark: string;
  indent: number;
  info: string;
}

export function readFence(line: string): Fence | null {
  const [, indent, ticks, ticksInfo, tildes, tildesInfo] = FENCE.exec(line) ?? [];
  if (indent === undefined) return null;
  const info = (ticksInfo ?? tildesInfo ?? "").trim().replace(/\\([!-\/:-@[-`{-~])/g, "$1");
  return { mark: (ticks ?? tildes)!, indent: indent.length, info };
}

export function closesFence(line: string, { mark }: Fence): boolean {
  const close = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return close !== undefined && close[0] === mark[0] && close.length >= mark.length;
}

/** A list item: the kind of its bullet and the column at which its content begins. */
export interface Marker {
  indent: number;
  type: string;
  offset: number;
  /** Whether it may follow a paragraph's line: it has content, and no number but 1. */
  canInterrupt: boolean;
  isEmpty: boolean;
}

export function readMarker(line: string): Marker | null {
  const [, indent, bullet = "", gap = "", first] = RULE.test(line) ? [] : MARKER.exec(line) ?? [];
  if (indent === undefined) return null;
  const isEmpty = first === "";
  const padding = isEmpty || gap.length > 4 ? 1 : gap.length;
  return {
    indent: indent.length,
    type: bullet.at(-1)!,
    offset: indent.length + bullet.length + padding,
    canInterrupt: !isEmpty && (bullet.length === 1 || bullet.slice(0, -1) === "1"),
    isEmpty,
  };
}

/** A line of raw HTML, and what ends the block: for CommonMark's kinds 6 and 7 (null) a blank line. */
export function readHtml(line: string): { end: string | null } | null {
  const match = HTML.exec(line);
  if (!match) return null;
  const [, tag, comment, processing, cdata, declaration] = match;
  if (tag) return { end: `</${tag.toLowerCase()}>` };
  return { end: comment ? "-->" : processing ? "?>" : cdata ? "]]>" : declaration ? ">" : null };
}

/** Whether two lines are the head of a table. */
export function isTableHead(header: string, rule: string): boolean {
  return TABLE_ROW.test(header) && TABLE_RULE.test(rule) && countCells(header) === countCells(rule);
}

const MARKER = /^( {0,3})([-+*]|\d{1,9}[.)])([ \t]+|$)(.?)/;
const RULE = /^ {0,3}([-_*])[ \t]*(?:\1[ \t]*){2,}$/;
const FENCE = /^( {0,3})(?:(`{3,})([^`]*)|(~{3,})(.*))$/;
const HTML = /^ {0,3}<(?:(script|pre|style|textarea)(?:[\s>]|$)|(!--)|(\?)|(!\[CDATA\[)|(![a-z])|[a-z/])/i;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

function countCells(row: string): number {
  return row.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).length;
}
