/**
 * The links of a flowchart, written so that the first node stands first.
 *
 * A link that closes a loop is written from its end: the layout would take any other link of the loop for the one
 * that goes back, and begin in its middle.
 */
export interface Edge {
  from: string;
  to: string;
  /** As flowchart_marks.ts gives it: `-->`, `<-.->`, `===`. */
  operator: string;
  /** `|words|`, or nothing. */
  words: string;
}

export function writeEdges(edges: Edge[]): string[] {
  const closing = findClosing(edges);
  return edges.map((edge) => {
    const isTurned = closing.has(edge) && edge.from !== edge.to && TURNED[edge.operator] !== undefined;
    const [start, operator, end] = isTurned
      ? [edge.to, TURNED[edge.operator], edge.from]
      : [edge.from, edge.operator, edge.to];
    return `${start} ${operator}${edge.words} ${end}`;
  });
}

const TURNED: Record<string, string> = {
  "-->": "<---",
  "-.->": "<-.-",
  "==>": "<===",
  "---": "---",
  "-.-": "-.-",
  "===": "===",
  "<-->": "<-->",
  "<-.->": "<-.->",
  "<==>": "<==>",
};

/** Those that lead to a node on the way down to them, in the order in which the source has them. */
function findClosing(edges: Edge[]): Set<Edge> {
  const out = Map.groupBy(edges, ({ from }) => from);
  const closing = new Set<Edge>();
  const states = new Map<string, "above" | "done">();
  for (const { from } of edges) {
    const way = [{ node: from, next: 0 }];
    if (states.has(from)) continue;
    states.set(from, "above");
    for (let place; (place = way.at(-1));) {
      const edge = out.get(place.node)?.[place.next++];
      if (!edge) {
        states.set(place.node, "done");
        way.pop();
      } else if (states.get(edge.to) === "above") closing.add(edge);
      else if (!states.has(edge.to)) {
        states.set(edge.to, "above");
        way.push({ node: edge.to, next: 0 });
      }
    }
  }
  return closing;
}
