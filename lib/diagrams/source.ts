/**
 * The text of a diagram as statements: without what Mermaid takes for settings and comments.
 *
 * Settings (front matter, `%%{init}%%`) are dropped unread: fonts, colours and limits are the app's.
 */

/** As people call them; any other kind is shown as its source. */
export type DiagramKind = "flowchart" | "state" | "sequence" | "class" | "er" | "xychart";

export type DiagramProblem =
  | { reason: "kind" | "large" | "slow" | "unknown" }
  /** Line of the source, from 1. */
  | { reason: "line"; line: number };

export class DiagramError extends Error {
  constructor(readonly problem: DiagramProblem) {
    super(`A diagram that cannot be drawn: ${problem.reason}`);
  }
}

export interface Statement {
  text: string;
  /** In the source, from 1. */
  line: number;
}

export interface DiagramSource {
  kind: DiagramKind;
  /** What follows the kind's name: a direction, `horizontal`. */
  header: Statement;
  statements: Statement[];
}

const MAX_LENGTH = 20_000;
const MAX_STATEMENTS = 400;

export function readSource(source: string): DiagramSource {
  if (source.length > MAX_LENGTH) throw new DiagramError({ reason: "large" });
  const lines = blankSettings(source.replace(/\r\n?/g, "\n")).split("\n")
    .map((text, index) => ({ text: text.replace(UNPRINTABLE, "").trim(), line: index + 1 }))
    .filter(({ text }) => text !== "" && !text.startsWith("%%"));
  const first = lines.shift();
  const [, name = "", rest = ""] = /^([\w-]+)[ \t]*(.*)$/.exec(first?.text ?? "") ?? [];
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!first || !kind) throw new DiagramError({ reason: "kind" });
  const isCut = kind === "flowchart" || kind === "state" || kind === "class";
  const cut = (statement: Statement) => isCut ? cutAtSemicolons(statement) : [statement];
  const [header = { ...first, text: "" }, ...more] = cut({ ...first, text: rest });
  const statements = [...more, ...lines.flatMap(cut)];
  if (statements.length > MAX_STATEMENTS) throw new DiagramError({ reason: "large" });
  return { kind, header, statements };
}

const KINDS: Record<string, DiagramKind> = {
  graph: "flowchart",
  flowchart: "flowchart",
  "flowchart-elk": "flowchart",
  stateDiagram: "state",
  "stateDiagram-v2": "state",
  sequenceDiagram: "sequence",
  classDiagram: "class",
  "classDiagram-v2": "class",
  erDiagram: "er",
  xychart: "xychart",
  "xychart-beta": "xychart",
};

/** An image is XML, which has no place for these; the private ones stand in for signs (labels.ts). */
// deno-lint-ignore no-control-regex
const UNPRINTABLE = /[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff\ue000-\uf8ff]|\p{Surrogate}/gu;

/** Line ends stay, so that lines keep their numbers. */
function blankSettings(text: string): string {
  const blank = (found: string) => found.replace(/[^\n]+/g, "");
  return text.replace(/^\s*---[ \t]*\n[^]*?\n[ \t]*---[ \t]*(?=\n)/, blank).replace(/%%\{[^]*?\}%%/g, blank);
}

/** Not those within quotes or brackets, and not those that end an entity: `#35;`, `&amp;`. */
function cutAtSemicolons({ text, line }: Statement): Statement[] {
  const cuts = text.match(/(?:"[^"]*"|\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|\|[^|]*\||[#&]#?\w+;|[^;])+/g) ?? [];
  return cuts.map((cut) => ({ text: cut.trim(), line })).filter((cut) => cut.text !== "");
}

/** For what the drawing would lack without a word. */
export function unreadable({ line }: Statement): DiagramError {
  return new DiagramError({ reason: "line", line });
}

/**
 * Titles, links and looks, which a drawing does without. Such a word may be a name too: then a mark of the diagram
 * follows it.
 *
 * @param words as in an expression: `title|links?`
 */
export function isAside(text: string, words: string): boolean {
  return new RegExp(`^(?:${words})\\b(?!\\s*(?:[-=.<|}*o]+[-.>|=]|[\\[({>@&]|:::))`).test(text);
}
