/**
 * State diagrams, read whole and written anew: the library has no notes and no choices, and passes over what is
 * said of a state after its first mention.
 */
import { packLabel, packText } from "./labels.ts";
import { DiagramError, type DiagramSource, isAside, type Statement, unreadable } from "./source.ts";

const MAX_STATES = 150;
const MAX_TRANSITIONS = 300;
const MAX_DEPTH = 8;

export function readStates({ statements }: DiagramSource): string {
  const diagram = new States();
  for (const statement of statements) diagram.read(statement);
  return `stateDiagram-v2\n${diagram.write()}`;
}

interface State {
  id: string;
  name: string;
  /** Lines of its box. */
  words: string[];
  notes: string[];
  /** Of a composite state. */
  inside: Body | undefined;
}

interface Body {
  direction: string;
  states: State[];
  transitions: string[];
}

class States {
  readonly #states = new Map<string, State>();
  readonly #top: Body = newBody();
  readonly #open: Body[] = [this.#top];
  #note: { state: State; lines: string[] } | undefined;
  #transitionCount = 0;

  read(statement: Statement): void {
    const { text } = statement;
    if (this.#note) this.#readNote(this.#note, text);
    else if (text === "}" && this.#open.length > 1) this.#open.pop();
    else if (/^direction\s+(TD|TB|LR|BT|RL)$/i.test(text)) {
      this.#body.direction = text.slice(-2).toUpperCase();
    } else if (isAside(text, "classDef|class|style|hide empty|scale|accTitle|accDescr|click|title")) return;
    else if (!this.#declare(text) && !this.#connect(text) && !this.#describe(text)) {
      throw unreadable(statement);
    }
  }

  write(): string {
    return writeBody(this.#top).join("\n");
  }

  get #body(): Body {
    return this.#open.at(-1)!;
  }

  #readNote(note: { state: State; lines: string[] }, text: string): void {
    if (!/^end\s*note$/.test(text)) return void note.lines.push(text);
    note.state.notes.push(note.lines.join("<br>"));
    this.#note = undefined;
  }

  /** `state A`, `state "Words" as A {`, `state A <<choice>>`, `note right of A: words`. */
  #declare(text: string): boolean {
    const [, side, noted = "", words] = NOTE.exec(text) ?? [];
    if (side) {
      const state = this.#state(noted);
      if (words === undefined) this.#note = { state, lines: [] };
      else state.notes.push(words);
      return true;
    }
    const [, label, name, kind, brace] = DECLARATION.exec(text) ?? [];
    if (!name) return false;
    const state = this.#state(name);
    if (label) state.words = [label];
    if (kind) state.words = [kind === "choice" ? "◇" : "▬"];
    if (!brace) return true;
    if (this.#open.length > MAX_DEPTH) throw new DiagramError({ reason: "large" });
    this.#open.push(state.inside ??= newBody());
    return true;
  }

  #connect(text: string): boolean {
    const [all, start, from, end, to, words = ""] = TRANSITION.exec(text) ?? [];
    if (all === undefined) return false;
    if (++this.#transitionCount > MAX_TRANSITIONS) throw new DiagramError({ reason: "large" });
    const [source, target] = [start ?? this.#state(from!).id, end ?? this.#state(to!).id];
    this.#body.transitions.push(`${source} --> ${target}${words.trim() && ` : ${packLabel(words)}`}`);
    return true;
  }

  /** `A`, or `A : words`. */
  #describe(text: string): boolean {
    const [all, name, words] = DESCRIPTION.exec(text) ?? [];
    if (!all || !name) return false;
    if (words) this.#state(name).words.push(words);
    else this.#state(name);
    return true;
  }

  #state(name: string): State {
    let state = this.#states.get(name);
    if (!state) {
      if (this.#states.size >= MAX_STATES) throw new DiagramError({ reason: "large" });
      state = { id: `n${this.#states.size}`, name, words: [], notes: [], inside: undefined };
      this.#states.set(name, state);
      this.#body.states.push(state);
    }
    return state;
  }
}

const NAME = "([\\p{L}\\p{N}\\p{M}_](?:[\\p{L}\\p{N}\\p{M}_.]|-(?!-))*)(?::::[\\w-]+)?";
const NOTE = new RegExp(`^note\\s+(left|right)\\s+of\\s+${NAME}\\s*(?::\\s*(.+))?$`, "iu");
const DECLARATION = new RegExp(
  `^state\\s+(?:("[^"]*")\\s+as\\s+)?${NAME}\\s*(?:<<(choice|fork|join)>>)?\\s*(\\{)?$`,
  "u",
);
const TRANSITION = new RegExp(
  `^(?:(\\[\\*\\])|${NAME})\\s*-->\\s*(?:(\\[\\*\\])|${NAME})\\s*(?::(.*))?$`,
  "u",
);
const DESCRIPTION = new RegExp(`^${NAME}(?:\\s*:\\s*(.+))?$`, "u");

function newBody(): Body {
  return { direction: "", states: [], transitions: [] };
}

function writeBody({ direction, states, transitions }: Body): string[] {
  return [...(direction ? [`direction ${direction}`] : []), ...states.flatMap(writeState), ...transitions];
}

function writeState({ id, name, words, notes, inside }: State): string[] {
  const label = words.length > 0 ? words.map(packLabel).join("<br>") : packText(name);
  const marks = notes.flatMap((note) => packLabel(note).split("<br>")).map((line) => `<i>${line}</i>`);
  if (!inside) return [`${id} : ${[label, ...marks].join("<br>")}`];
  return [`state "${[label, ...marks].join("<br>")}" as ${id} {`, ...writeBody(inside), "}"];
}
