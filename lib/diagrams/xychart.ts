/** Charts of bars and lines, read whole: every number and every name of an axis is there, or there is no chart. */
import { packText } from "./labels.ts";
import { DiagramError, type DiagramSource, type Statement, unreadable } from "./source.ts";

const MAX_VALUES = 200;
const MAX_SERIES = 8;

export function readChart({ header, statements }: DiagramSource): string {
  const lines = statements.filter(({ text }) => !/^acc(Title|Descr)\b/.test(text)).map(readLine);
  const series = lines.filter((line) => /^(bar|line) /.test(line));
  if (series.length === 0) throw unreadable(header);
  if (series.length > MAX_SERIES) throw new DiagramError({ reason: "large" });
  return [`xychart-beta ${/^horizontal$/.test(header.text) ? "horizontal" : ""}`, ...lines].join("\n");
}

function readLine(statement: Statement): string {
  const { text } = statement;
  const title = /^title\s+("[^"]*"|.+)$/.exec(text)?.[1];
  if (title) return `title "${pack(title)}"`;
  // With a name of its own it is left to the source: the library would call it "Bar 1".
  const [, kind, values] = /^(bar|line)\s*\[([^\]]*)\]$/.exec(text) ?? [];
  if (kind) return `${kind} [${numbersIn(values!, statement).join(", ")}]`;
  const [, axis, words, range] =
    /^([xy]-axis)\s*("[^"]*"|[^"[\d-][^"[]*?)?\s*(\[.*\]|-?[\d.]+\s*-->\s*-?[\d.]+)?$/.exec(text) ?? [];
  if (!axis || !(range || (words && axis === "y-axis"))) throw unreadable(statement);
  const name = words ? `"${pack(words)}" ` : "";
  if (!range?.startsWith("[")) return `${axis} ${name}${range ? numberRange(range, statement) : ""}`.trim();
  if (axis === "y-axis") throw unreadable(statement);
  const names = range.slice(1, -1).match(/"[^"]*"|[^,"]+/g)?.map(pack).filter((each) => each !== "") ?? [];
  return `${axis} ${name}[${names.join(", ")}]`;
}

function numberRange(range: string, statement: Statement): string {
  return range.split("-->").map((end) => numbersIn(end, statement)[0]).join(" --> ");
}

function numbersIn(list: string, statement: Statement): string[] {
  const numbers = list.split(",").map((number) => number.trim());
  if (numbers.length > MAX_VALUES) throw new DiagramError({ reason: "large" });
  if (!numbers.every((number) => /^[+-]?\d{1,12}(\.\d{1,9})?$/.test(number))) throw unreadable(statement);
  return numbers.map((number) => number.replace(/^\+/, ""));
}

function pack(written: string): string {
  return packText(written.trim().replace(/^"(.*)"$/, "$1"));
}
