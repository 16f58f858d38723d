/**
 * Flowcharts, read whole and written anew in the words that the library reads: it knows ids of ASCII letters
 * only, takes a node's first mention for its last word, and passes over lines that it cannot read.
 */
import { readStyle, type Style, writeStyle } from "./colours.ts";
import { type Edge, writeEdges } from "./flowchart_edges.ts";
import { type Link, type Marks, type NodeMention, readGroup, readLink } from "./flowchart_marks.ts";
import { packLabel, packText } from "./labels.ts";
import { DiagramError, type DiagramSource, isAside, type Statement, unreadable } from "./source.ts";

const MAX_NODES = 200;
const MAX_EDGES = 300;
const MAX_DEPTH = 12;

export function readFlowchart({ header, statements }: DiagramSource): string {
  const direction = /^(?:(TD|TB|LR|BT|RL|v|>|<|\^)\b|$|[>v<^]$)/i.exec(header.text);
  if (!direction) throw unreadable(header);
  const chart = new Flowchart(statements);
  for (const statement of statements) chart.read(statement);
  return `flowchart ${ARROWS[header.text] ?? (header.text.toUpperCase() || "TD")}\n${chart.write()}`;
}

const ARROWS: Record<string, string> = { ">": "LR", "<": "RL", "^": "BT", v: "TD" };

interface Node {
  id: string;
  shape: Marks;
  label: string;
  classes: string[];
  style: string;
}

interface Subgraph {
  id: string;
  label: string;
  direction: string;
  inside: Place[];
}

type Place = Node | Subgraph;

class Flowchart {
  readonly #nodes = new Map<string, Node>();
  readonly #subgraphs: Subgraph[];
  readonly #subgraphsByName: Map<string, Subgraph>;
  readonly #top: Place[] = [];
  readonly #open: Subgraph[] = [];
  readonly #held = new Map<Node, Place[]>();
  readonly #edges: Edge[] = [];
  readonly #edgeStyles: string[] = [];
  readonly #classes = new Map<string, Style>();
  #begun = 0;

  /** Links may lead to subgraphs that come later. */
  constructor(statements: Statement[]) {
    const named = statements.filter(({ text }) => isSubgraph(text)).map(({ text }, index) =>
      namedSubgraph(text, index)
    );
    this.#subgraphs = named.map(([, subgraph]) => subgraph);
    this.#subgraphsByName = new Map(named);
  }

  read(statement: Statement): void {
    const { text } = statement;
    if (isSubgraph(text)) this.#begin();
    else if (text === "end") this.#open.pop();
    else if (/^direction\s+(TD|TB|LR|BT|RL)$/i.test(text)) this.#turn(text);
    else if (isAside(text, "click|href|callback|accTitle|accDescr|title")) return;
    else if (!isAside(text, "style|classDef|class|linkStyle")) this.#readChain(statement);
    else if (!this.#readStyle(text)) throw unreadable(statement);
  }

  write(): string {
    const styles = [...this.#nodes.values()].flatMap((node) => {
      const written = writeStyle(this.#styleOf(node));
      return written ? [`style ${node.id} ${written}`] : [];
    });
    return [...this.#top.flatMap(writePlace), ...writeEdges(this.#edges), ...styles, ...this.#edgeStyles]
      .join("\n");
  }

  #begin(): void {
    const subgraph = this.#subgraphs[this.#begun++]!;
    if (this.#open.length >= MAX_DEPTH) throw new DiagramError({ reason: "large" });
    (this.#open.at(-1)?.inside ?? this.#top).push(subgraph);
    this.#open.push(subgraph);
  }

  #turn(text: string): void {
    const subgraph = this.#open.at(-1);
    if (subgraph) subgraph.direction = text.toUpperCase().replace("DIRECTION", "direction");
  }

  /** `A & B --> C -- label --> D`. */
  #readChain(statement: Statement): void {
    let from: string[] | undefined;
    let rest = statement.text;
    let link: Link | undefined;
    do {
      const group = readGroup(rest);
      if (!group) throw unreadable(statement);
      const ids = group.nodes.map((node) => this.#mention(node));
      if (from && link) this.#connect(from, link, ids);
      from = ids;
      rest = group.rest;
      if (rest === "") return;
      const found = readLink(rest);
      if (!found) throw unreadable(statement);
      link = found;
      rest = found.rest;
    } while (rest !== "");
    throw unreadable(statement);
  }

  /** Each by itself, in the order in which `linkStyle` counts them. */
  #connect(from: string[], { operator, label }: Link, to: string[]): void {
    if (this.#edges.length + from.length * to.length > MAX_EDGES) throw new DiagramError({ reason: "large" });
    const words = label === "" ? "" : `|${packLabel(label)}|`;
    for (const start of from) {
      for (const end of to) this.#edges.push({ from: start, to: end, operator, words });
    }
  }

  /** What a node is called later counts; where it was first named within a subgraph is its place. */
  #mention({ name, shape, className }: NodeMention): string {
    const subgraph = this.#nodes.has(name) ? undefined : this.#subgraphsByName.get(name);
    if (subgraph && !shape) return subgraph.id;
    let node = this.#nodes.get(name);
    if (!node) {
      node = { id: `n${this.#nodes.size}`, shape: ["[", "]"], label: packText(name), classes: [], style: "" };
      if (this.#nodes.size >= MAX_NODES) throw new DiagramError({ reason: "large" });
      this.#nodes.set(name, node);
      this.#place(node, this.#top);
    }
    if (shape) Object.assign(node, { shape: shape.marks, label: packLabel(shape.label) });
    if (className) node.classes.push(className);
    const place = this.#open.at(-1);
    if (place && this.#held.get(node) === this.#top) this.#place(node, place.inside);
    return node.id;
  }

  #place(node: Node, place: Place[]): void {
    const before = this.#held.get(node);
    before?.splice(before.indexOf(node), 1);
    place.push(node);
    this.#held.set(node, place);
  }

  #readStyle(text: string): boolean {
    const [, word, names = "", style = ""] = /^(\w+)\s+([^\s:]+(?:\s*,\s*[^\s,:]+)*)\s+(.+)$/.exec(text) ??
      [];
    const targets = names.split(",").map((name) => name.trim());
    if (word === "style") { for (const node of this.#named(targets)) node.style += `,${style}`; }
    else if (word === "classDef") { for (const name of targets) this.#classes.set(name, readStyle(style)); }
    else if (word === "class") { for (const node of this.#named(targets)) node.classes.push(style.trim()); }
    else if (word === "linkStyle") this.#styleEdges(targets, writeStyle(readStyle(style)));
    return word !== undefined;
  }

  #named(names: string[]): Node[] {
    return names.flatMap((name) => this.#nodes.get(name) ?? []);
  }

  #styleEdges(targets: string[], written: string): void {
    const numbers = targets.filter((target) => /^\d{1,3}$|^default$/.test(target));
    const [stroke] = /(?:^|,)stroke:.*/.exec(written) ?? [];
    if (!stroke) return;
    for (const number of numbers) this.#edgeStyles.push(`linkStyle ${number} ${stroke.replace(/^,/, "")}`);
  }

  #styleOf({ classes, style }: Node): Style {
    const named = ["default", ...classes].flatMap((name) => [...this.#classes.get(name) ?? []]);
    return new Map([...named, ...readStyle(style)]);
  }
}

function isSubgraph(text: string): boolean {
  return /^subgraph\b/.test(text);
}

function namedSubgraph(text: string, index: number): [name: string, subgraph: Subgraph] {
  const rest = text.replace(/^subgraph\s*/, "");
  const [, name = rest, label = rest] = /^([^\s[]+)\s*\[(.*)\]$/.exec(rest) ?? [];
  return [name.replace(/^"(.*)"$/, "$1"), {
    id: `s${index}`,
    label: packLabel(label),
    direction: "",
    inside: [],
  }];
}

function writePlace(place: Place): string[] {
  if ("shape" in place) return [`${place.id}${place.shape[0]}${place.label}${place.shape[1]}`];
  if (place.inside.length === 0) return [`${place.id}[${place.label}]`];
  const inside = place.inside.flatMap(writePlace);
  return [
    `subgraph ${place.id} [${place.label}]`,
    ...(place.direction ? [place.direction] : []),
    ...inside,
    "end",
  ];
}
