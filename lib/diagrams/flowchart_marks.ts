/** The marks of flowcharts at the beginning of a text: nodes with their brackets, and links with their words. */

/** The brackets that the library has for it. */
export type Marks = [open: string, close: string];

export interface NodeMention {
  name: string;
  shape: { marks: Marks; label: string } | undefined;
  className: string | undefined;
}

export interface Link {
  operator: string;
  label: string;
}

/** Nodes joined by `&`; undefined when there is none. */
export function readGroup(text: string): { nodes: NodeMention[]; rest: string } | undefined {
  const nodes: NodeMention[] = [];
  let rest = text;
  do {
    const name = NAME.exec(rest)?.[0];
    if (!name) return undefined;
    const after = rest.slice(name.length);
    const { shape, length } = readShape(after);
    const className = /^:::([\w-]+)/.exec(after.slice(length))?.[1];
    nodes.push({ name, shape, className });
    rest = after.slice(length + (className ? className.length + 3 : 0)).trimStart();
    if (!rest.startsWith("&")) return { nodes, rest };
    rest = rest.slice(1).trimStart();
  } while (true);
}

/** Letters of any script; a hyphen or a dot only between them, since links begin with these. */
const NAME = /^[\p{L}\p{N}\p{M}\p{So}_](?:[\p{L}\p{N}\p{M}\p{So}_]|[-.](?=[\p{L}\p{N}_]))*/u;

function readShape(text: string): { shape: NodeMention["shape"]; length: number } {
  const fields = /^@\{([^}]*)\}/.exec(text);
  if (fields) return { shape: readFields(fields[1]!), length: fields[0].length };
  for (const [open, close, marks] of SHAPES) {
    if (!text.startsWith(open)) continue;
    const quoted = /^\s*("[^"]*")\s*/.exec(text.slice(open.length));
    const end = open.length + (quoted?.[0].length ?? 0);
    if (quoted && text.startsWith(close, end)) {
      return { shape: { marks, label: quoted[1]! }, length: end + close.length };
    }
    const closing = text.indexOf(close, open.length);
    if (quoted || closing < 0) continue;
    return { shape: { marks, label: text.slice(open.length, closing) }, length: closing + close.length };
  }
  return { shape: undefined, length: 0 };
}

const BOX: Marks = ["[", "]"];

/** Longer brackets first. What the library has no shape for gets the nearest. */
const SHAPES: [open: string, close: string, marks: Marks][] = [
  ["(((", ")))", ["(((", ")))"]],
  ["([", "])", ["([", "])"]],
  ["((", "))", ["((", "))"]],
  ["[[", "]]", ["[[", "]]"]],
  ["[(", ")]", ["[(", ")]"]],
  ["[/", "/]", ["[/", "\\]"]],
  ["[/", "\\]", ["[/", "\\]"]],
  ["[\\", "\\]", ["[\\", "/]"]],
  ["[\\", "/]", ["[\\", "/]"]],
  ["{{", "}}", ["{{", "}}"]],
  [">", "]", [">", "]"]],
  ["[", "]", BOX],
  ["(", ")", ["(", ")"]],
  ["{", "}", ["{", "}"]],
];

/** Of `A@{ shape: diam, label: "Text" }`. */
function readFields(fields: string): NodeMention["shape"] {
  const shape = /\bshape:\s*"?([\w-]+)/.exec(fields)?.[1] ?? "";
  const label = /\blabel:\s*("[^"]*"|[^,]+)/.exec(fields)?.[1];
  return label === undefined ? undefined : { marks: FIELD_SHAPES[shape] ?? BOX, label };
}

const FIELD_SHAPES: Record<string, Marks> = {
  diam: ["{", "}"],
  diamond: ["{", "}"],
  decision: ["{", "}"],
  rounded: ["(", ")"],
  stadium: ["([", "])"],
  terminal: ["([", "])"],
  circle: ["((", "))"],
  circ: ["((", "))"],
  cyl: ["[(", ")]"],
  cylinder: ["[(", ")]"],
  db: ["[(", ")]"],
  hex: ["{{", "}}"],
};

/** Undefined for what is no link, or one with an end or a length that the library cannot draw. */
export function readLink(text: string): Link & { rest: string } | undefined {
  const plain = PLAIN.exec(text);
  if (plain) {
    const [all, start = "", line = "", head = "", label = ""] = plain;
    return { operator: operatorOf(start, line, head), label: label.trim(), rest: text.slice(all.length) };
  }
  const [all, start = "", line = "", label = "", end = ""] = WORDED.exec(text) ?? [];
  if (!all) return undefined;
  return { operator: operatorOf(start, line, end.at(-1)!), label, rest: text.slice(all.length) };
}

const PLAIN = /^(<)?(--+|-\.+-|==+)([->=]|(?<=\.-))(?:\s*\|(\s*"[^"]*"\s*|[^|]*)\|)?\s*/;
const WORDED = /^(<)?(--|-\.|==)\s*([^=.>|\s-][^|]*?)\s*(--+>|---+|\.+->|\.+-|==+>|===+)\s*/;

function operatorOf(start: string, line: string, head: string): string {
  const body = line[0] === "=" ? "==" : line[1] === "." ? "-.-" : "--";
  if (head === ">") return `${start}${body}>`;
  return start + (body === "-.-" ? body : body + body[0]);
}
