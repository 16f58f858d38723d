/**
 * Draws diagrams on a thread of their own, which can be ended when one takes too long.
 *
 * Pages import this module for its address alone; what draws is loaded by the worker, which says when it is there.
 */
import type { Diagram } from "./draw_diagram.ts";
import type { DiagramProblem } from "./source.ts";

export const address = import.meta.url;

/** A source is posted to it; it posts these. */
export type DiagramAnswer = "ready" | { diagram: Diagram } | { problem: DiagramProblem };

if (isWorker()) work();

/** What of a worker's globals is used here; the type library for workers contradicts that for pages. */
interface WorkerScope {
  document: unknown;
  onmessage: (event: MessageEvent<string>) => void;
  postMessage(answer: DiagramAnswer): void;
}

function isWorker(): boolean {
  return "WorkerGlobalScope" in globalThis;
}

async function work(): Promise<void> {
  const scope = globalThis as unknown as WorkerScope;
  // Without a document elkjs takes this for a worker of its own, and hears what is meant for us.
  scope.document = {};
  // beautiful-mermaid sets it, which browsers refuse.
  Object.defineProperty(scope, "self", { value: scope, writable: true });
  const { drawDiagram, problemOf } = await import("./draw_diagram.ts");
  scope.onmessage = ({ data }) => {
    try {
      scope.postMessage({ diagram: drawDiagram(data) });
    } catch (error) {
      scope.postMessage({ problem: problemOf(error) });
    }
  };
  scope.postMessage("ready");
}
