/** Entities and their relations, read whole and written anew: the library takes no relation without words. */
import { packLabel, packText } from "./labels.ts";
import { DiagramError, type DiagramSource, isAside, type Statement, unreadable } from "./source.ts";

const MAX_ENTITIES = 80;
const MAX_RELATIONS = 150;

export function readEntities({ statements }: DiagramSource): string {
  const diagram = new Entities();
  for (const statement of statements) diagram.read(statement);
  return `erDiagram\n${diagram.write()}`;
}

interface Entity {
  /** Also what stands in its head. */
  id: string;
  attributes: string[];
}

class Entities {
  readonly #entities = new Map<string, Entity>();
  readonly #relations: (() => string)[] = [];
  #open: Entity | undefined;

  read(statement: Statement): void {
    const { text } = statement;
    if (text === "}" && this.#open) this.#open = undefined;
    else if (this.#open) this.#open.attributes.push(attributeText(statement));
    else if (isAside(text, "title|direction|style|classDef|class|accTitle|accDescr")) return;
    else if (!this.#relate(text) && !this.#declare(statement)) throw unreadable(statement);
  }

  write(): string {
    const entities = [...this.#entities.values()].flatMap((
      { id, attributes },
    ) => [`${id} {`, ...attributes, "}"]);
    return [...entities, ...this.#relations.map((write) => write())].join("\n");
  }

  /** `A`, `A {`, `A["Words"] {`, `A { int id }`. */
  #declare(statement: Statement): boolean {
    const [all, name = "", label, brace, inside = "", end] = DECLARATION.exec(statement.text) ?? [];
    if (!all) return false;
    const entity = this.#entity(name);
    if (label) entity.id = packWord(label);
    if (inside.trim()) entity.attributes.push(attributeText({ ...statement, text: inside.trim() }));
    if (brace && !end) this.#open = entity;
    return true;
  }

  /** `A ||--o{ B : words`. */
  #relate(text: string): boolean {
    const [all, from = "", one = "", line, other = "", to = "", words = ""] = RELATION.exec(text) ?? [];
    if (!all) return false;
    if (this.#relations.length >= MAX_RELATIONS) throw new DiagramError({ reason: "large" });
    const [source, target] = [this.#entity(from), this.#entity(to)];
    this.#relations.push(() =>
      `${source.id} ${one}${line}${other} ${target.id} : ${packLabel(words) || "\u200b"}`
    );
    return true;
  }

  #entity(written: string): Entity {
    const name = written.replace(/^"(.*)"$/, "$1");
    let entity = this.#entities.get(name);
    if (!entity) {
      if (this.#entities.size >= MAX_ENTITIES) throw new DiagramError({ reason: "large" });
      entity = { id: packWord(name), attributes: [] };
      this.#entities.set(name, entity);
    }
    return entity;
  }
}

const NAME = '("[^"]+"|[\\p{L}\\p{N}\\p{M}_](?:[\\p{L}\\p{N}\\p{M}_.]|-(?!-))*)';
const DECLARATION = new RegExp(`^${NAME}\\s*(?:\\[("[^"]*"|[^\\]]*)\\])?\\s*(?:(\\{)([^{}]*)(\\})?)?$`, "u");
const RELATION = new RegExp(
  `^${NAME}\\s*([|}][|o]|o\\||\\|\\|)(--|\\.\\.)([|o][|{]|\\|\\|)\\s*${NAME}\\s*(?::\\s*(.*))?$`,
  "u",
);

/** `type name PK, FK "words"`. The library would show the words to a pointer only, which images have none of. */
function attributeText(statement: Statement): string {
  const [all, type = "", name = "", keys = "", words] = ATTRIBUTE.exec(statement.text) ?? [];
  if (!all) throw unreadable(statement);
  const shown = words === undefined ? name : `${name} · ${words.slice(1, -1)}`;
  return `${packWord(type)} ${packWord(shown)} ${keys.replaceAll(",", " ")}`.trim();
}

const ATTRIBUTE = /^(\S+)\s+([^\s"]+)\s*((?:[PFU]K[\s,]*)*)\s*("[^"]*")?$/;

/** Without spaces: the library ends a word there. */
function packWord(text: string): string {
  return packText(text.replace(/^"(.*)"$/, "$1")).replace(/\s/g, "\ue020");
}
