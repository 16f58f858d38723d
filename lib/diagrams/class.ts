/**
 * Class diagrams, read whole and written anew: relations without spaces, labels of classes and kinds of one in the
 * library's words.
 */
import { packLabel } from "./labels.ts";
import { DiagramError, type DiagramSource, isAside, type Statement, unreadable } from "./source.ts";

const MAX_CLASSES = 80;
const MAX_RELATIONS = 150;

export function readClassDiagram({ statements }: DiagramSource): string {
  const diagram = new Classes();
  for (const statement of statements) diagram.read(statement);
  return `classDiagram\n${diagram.write()}`;
}

interface Class {
  /** Also what stands in its head: the library takes no label beside it. */
  id: string;
  annotation: string | undefined;
  members: string[];
}

interface Relation {
  from: Class;
  /** How many, as it is written there. */
  one: string | undefined;
  arrow: string;
  other: string | undefined;
  to: Class;
  words: string | undefined;
}

class Classes {
  readonly #classes = new Map<string, Class>();
  readonly #relations: Relation[] = [];
  /** A class whose members are listed, or a namespace. */
  readonly #open: (Class | "namespace")[] = [];

  read(statement: Statement): void {
    const { text } = statement;
    const open = this.#open.at(-1);
    if (text === "}" && open) this.#open.pop();
    else if (open && open !== "namespace") addMember(open, text);
    else if (
      isAside(text, "direction|style|classDef|cssClass|click|link|callback|accTitle|accDescr|title")
    ) return;
    else if (/^namespace\s+\S+\s*\{$/.test(text)) this.#open.push("namespace");
    else if (!this.#declare(text) && !this.#relate(text) && !this.#describe(text)) {
      throw unreadable(statement);
    }
  }

  write(): string {
    return [...[...this.#classes.values()].flatMap(writeClass), ...this.#relations.map(writeRelation)].join(
      "\n",
    );
  }

  /** `class A`, `class A["Words"] {`, `class A { +x }`, `<<interface>> A`. */
  #declare(text: string): boolean {
    const [, kind, annotated = ""] = /^<<([\w -]+)>>\s+(.+)$/.exec(text) ?? [];
    if (kind) {
      this.#class(annotated).annotation = kind;
      return true;
    }
    const [all, name = "", label, kindAfter, brace, members, end] = DECLARATION.exec(text) ?? [];
    if (!all) return false;
    const declared = this.#class(name);
    if (label) declared.id = packHead(label);
    if (kindAfter) declared.annotation = kindAfter;
    if (!brace) return true;
    for (const member of members!.split(";")) addMember(declared, member.trim());
    if (!end) this.#open.push(declared);
    return true;
  }

  /** `A "1" *-- "many" B : words`; a line without a head is none that the library draws. */
  #relate(text: string): boolean {
    const [all, from = "", one, arrow = "", other, to = "", words] = RELATION.exec(text) ?? [];
    if (!all) return false;
    if (this.#relations.length >= MAX_RELATIONS) throw new DiagramError({ reason: "large" });
    this.#relations.push({ from: this.#class(from), one, arrow, other, to: this.#class(to), words });
    return true;
  }

  /** `A : +member`. */
  #describe(text: string): boolean {
    const [, name, member = ""] = DESCRIPTION.exec(text) ?? [];
    if (!name) return false;
    addMember(this.#class(name), member);
    return true;
  }

  #class(written: string): Class {
    const name = written.trim().replaceAll("`", "");
    const key = name.replace(/~.*~$/, "");
    let found = this.#classes.get(key);
    if (!found) {
      if (this.#classes.size >= MAX_CLASSES) throw new DiagramError({ reason: "large" });
      found = { id: packHead(name), annotation: undefined, members: [] };
      this.#classes.set(key, found);
    }
    return found;
  }
}

const NAME =
  '(`[^`]+`|[\\p{L}\\p{N}\\p{M}_][\\p{L}\\p{N}\\p{M}_.]*(?:-[\\p{L}\\p{N}_]+)*(?:~[^\\s"]+~)?)(?::::[\\w-]+)?';
const DECLARATION = new RegExp(
  `^class\\s+${NAME}\\s*(?:\\[\\s*("[^"]*"|[^\\]]*)\\s*\\])?\\s*(?:<<([\\w -]+)>>)?\\s*(\\{)?([^{}]*)(\\})?$`,
  "u",
);
const DESCRIPTION = new RegExp(`^${NAME}\\s*:\\s*(.+)$`, "u");
const RELATION = new RegExp(
  `^${NAME}\\s*("[^"]*")?\\s*(<\\|--|<\\|\\.\\.|\\*--|o--|--\\*|--o|--\\|>|\\.\\.\\|>|-->|\\.\\.>|<--|<\\.\\.)` +
    `\\s*("[^"]*")?\\s*${NAME}\\s*(?::\\s*(.*))?$`,
  "u",
);

/** Without spaces: the library ends a name there. */
function packHead(text: string): string {
  const generic = text.replace(/~(.*)~$/, (_, inner: string) => `<${inner.replaceAll("~", "")}>`);
  return packLabel(generic).replaceAll("<br>", " ").replace(/\s/g, SPACE);
}

/** What labels.ts makes of a space that must not end a word. */
const SPACE = "\ue020";

function addMember(to: Class, written: string): void {
  const annotation = /^<<([\w -]+)>>$/.exec(written)?.[1];
  if (annotation) to.annotation = annotation;
  else if (written !== "") to.members.push(memberText(written));
}

/** `+name(parameters) Type` and `+Type name`, however it was written. */
function memberText(written: string): string {
  const [, sign = "", rest = ""] = /^([+\-#~]?)\s*(.*)$/.exec(written) ?? [];
  const text = decodeGenerics(rest);
  const [, name, parameters = "", mark = "", type = ""] =
    /^([^(]+?)\s*\(([^)]*)\)\s*([$*]?)\s*:?\s*(.*)$/.exec(text) ?? [];
  if (name) return `${sign}${name}${mark}(${parameters})${type && ` ${type}`}`;
  const [, before, after] = /^([^\s:]+)\s*:\s*(.+)$/.exec(text) ?? [];
  const words = before ? `${after!.trim().replace(/\s/g, SPACE)} ${before}` : text;
  return sign + words.replace(/[<([][^>)\]]*[>)\]]/g, (inside) => inside.replace(/\s/g, SPACE));
}

function decodeGenerics(text: string): string {
  return text.replace(/~([^~]*)~/g, "<$1>");
}

function writeClass({ id, annotation, members }: Class): string[] {
  const marks = annotation ? [`<<${annotation.replace(/\W+/g, "_")}>>`] : [];
  return [`class ${id} {`, ...marks, ...members, "}"];
}

function writeRelation({ from, one, arrow, other, to, words }: Relation): string {
  const [start, end] = [one, other].map((count) => count && ` "${packLabel(count)}"`);
  return `${from.id}${start ?? ""} ${arrow}${end ?? ""} ${to.id}${words ? ` : ${packLabel(words)}` : ""}`;
}
