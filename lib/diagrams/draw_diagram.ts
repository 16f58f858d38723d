/**
 * A drawing of Mermaid's text, or an error that says why there is none.
 *
 * The readers make sure that all of the source can be drawn, the library lays it out, clean_svg.ts lets pass what
 * belongs into an image. Heavy: pages load it in a worker (worker.ts), and only for a message with a diagram.
 */
import { renderMermaidSVG } from "beautiful-mermaid";
import { cleanSvg, type Drawing } from "./clean_svg.ts";
import { readClassDiagram } from "./class.ts";
import { readEntities } from "./entities.ts";
import { readFlowchart } from "./flowchart.ts";
import { readSequence } from "./sequence.ts";
import {
  DiagramError,
  type DiagramKind,
  type DiagramProblem,
  type DiagramSource,
  readSource,
} from "./source.ts";
import { readStates } from "./state.ts";
import { readChart } from "./xychart.ts";

export interface Diagram extends Drawing {
  kind: DiagramKind;
}

export function drawDiagram(text: string): Diagram {
  const source = readSource(text);
  const svg = renderMermaidSVG(READERS[source.kind](source), LAYOUT);
  return { kind: source.kind, ...cleanSvg(svg) };
}

/** Each gives the same diagram in the words that the library reads, or throws a DiagramError. */
const READERS: Record<DiagramKind, (source: DiagramSource) => string> = {
  flowchart: readFlowchart,
  state: readStates,
  sequence: readSequence,
  class: readClassDiagram,
  er: readEntities,
  xychart: readChart,
};

const LAYOUT = { padding: 16, nodeSpacing: 28, layerSpacing: 44, transparent: true };

/** Whatever else goes wrong on the way is as good as a kind that cannot be drawn. */
export function problemOf(error: unknown): DiagramProblem {
  return error instanceof DiagramError ? error.problem : { reason: "unknown" };
}
