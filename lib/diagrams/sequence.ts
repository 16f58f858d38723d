/**
 * Sequence diagrams, read whole and written anew: names with spaces, activations and numbers in the library's
 * words, and what only groups or colours (`box`, `rect`) left out with its end.
 */
import { packLabel, packText } from "./labels.ts";
import { DiagramError, type DiagramSource, isAside, type Statement, unreadable } from "./source.ts";

const MAX_ACTORS = 40;

export function readSequence({ statements }: DiagramSource): string {
  const diagram = new Sequence();
  for (const statement of statements) diagram.read(statement);
  return `sequenceDiagram\n${diagram.write()}`;
}

interface Actor {
  id: string;
  label: string;
  kind: "actor" | "participant";
}

interface Message {
  from: Actor;
  to: Actor;
  arrow: string;
  /** Whether it starts or ends a bar on a life line. */
  mark: "" | "+" | "-";
  label: string;
}

class Sequence {
  readonly #actors = new Map<string, Actor>();
  readonly #lines: (string | Message)[] = [];
  /** Of the blocks that are open; what only colours or groups is not written. */
  readonly #open: ("block" | "colour")[] = [];
  #last: Message | undefined;
  #number: number | undefined;

  read(statement: Statement): void {
    const { text } = statement;
    if (/^autonumber\b/.test(text)) this.#number = Number(/\d+/.exec(text)?.[0] ?? 1);
    else if (isAside(text, "title|links?|properties|details|accTitle|accDescr|destroy")) return;
    else if (
      !this.#readBlock(text) && !this.#readActor(text) && !this.#readNote(text) && !this.#readMessage(text)
    ) {
      throw unreadable(statement);
    }
  }

  write(): string {
    const actors = [...this.#actors.values()].map(({ id, label, kind }) => `${kind} ${id} as ${label}`);
    return [...actors, ...this.#lines.map((line) => typeof line === "string" ? line : writeMessage(line))]
      .join("\n");
  }

  #readBlock(text: string): boolean {
    const [all, word = "", label = ""] = BLOCK.exec(text) ?? [];
    if (!all) return false;
    if (word === "box" || word === "rect") {
      this.#open.push("colour");
    } else if (word === "end") {
      if (this.#open.pop() === "block") this.#lines.push("end");
    } else {
      const isBegin = !/^(else|and|option)$/.test(word);
      if (isBegin) this.#open.push("block");
      this.#lines.push(`${word === "option" ? "else" : word} ${label && packLabel(label)}`.trim());
    }
    return true;
  }

  #readActor(text: string): boolean {
    const [, active, name = ""] = /^(activate|deactivate)\s+(.+)$/.exec(text) ?? [];
    if (active) {
      const actor = this.#actor(name);
      if (active === "activate" && this.#last?.to === actor) this.#last.mark ||= "+";
      if (active === "deactivate" && this.#last?.from === actor) this.#last.mark ||= "-";
      return true;
    }
    const [, kind, id = "", label = id] = DECLARATION.exec(text) ?? [];
    if (!kind) return false;
    Object.assign(this.#actor(id), { label: packLabel(label), kind });
    return true;
  }

  #readNote(text: string): boolean {
    const [, side, names = "", words = ""] =
      /^note\s+(left of|right of|over)\s+([^:]+):\s*(.+)$/i.exec(text) ?? [];
    if (!side) return false;
    const actors = names.split(",").map((name) => this.#actor(name.trim()).id);
    this.#lines.push(`Note ${side.toLowerCase()} ${actors.join(",")}: ${packLabel(words)}`);
    return true;
  }

  #readMessage(text: string): boolean {
    const [, from = "", arrow = "", mark = "", to = "", words = ""] = MESSAGE.exec(text) ?? [];
    if (!arrow) return false;
    const label = packLabel(words) || "\u00a0";
    this.#last = {
      from: this.#actor(from.trim()),
      to: this.#actor(to.trim()),
      arrow,
      mark: mark as Message["mark"],
      label: this.#number === undefined ? label : `${this.#number++}. ${label}`,
    };
    this.#lines.push(this.#last);
    return true;
  }

  #actor(name: string): Actor {
    let actor = this.#actors.get(name);
    if (!actor) {
      if (this.#actors.size >= MAX_ACTORS) throw new DiagramError({ reason: "large" });
      actor = { id: `n${this.#actors.size}`, label: packText(name), kind: "participant" };
      this.#actors.set(name, actor);
    }
    return actor;
  }
}

const BLOCK = /^(loop|alt|opt|par|critical|break|rect|box|else|and|option|end)(?:\s+(.*))?$/;
const DECLARATION = /^(?:create\s+)?(participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$/;
/** A name is anything without these signs, and is as short as it can be. */
const MESSAGE = /^([^:;,<>]+?)\s*(--?>>?|--?[x)])\s*([+-]?)\s*([^:;,<>+-][^:;,<>]*?)\s*(?::\s*(.*))?$/;

function writeMessage({ from, to, arrow, mark, label }: Message): string {
  return `${from.id}${arrow}${mark}${to.id}: ${label}`;
}
