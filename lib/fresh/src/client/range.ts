/** The nodes between an island's two comments, as a parent that Preact can render into. */
import type { VNode } from "preact";

/** Preact's own fields of a vnode: what it consists of, and its node. */
interface RenderedVNode extends VNode {
  __k?: (RenderedVNode | null)[] | null;
  __e?: Node | null;
}

export class IslandRange {
  readonly childNodes: Node[];
  readonly namespaceURI: string | null;
  readonly nodeType = 1;
  /** Where Preact keeps what it has rendered. */
  declare __k: RenderedVNode | undefined;
  readonly #end: Comment;

  constructor(nodes: Node[], end: Comment) {
    this.childNodes = nodes;
    this.#end = end;
    this.namespaceURI = (end.parentNode as Element).namespaceURI;
  }

  get firstChild(): Node | null {
    return this.childNodes[0] ?? null;
  }

  insertBefore(node: Node, before: Node | null): Node {
    const parent = this.#end.parentNode!;
    return parent.insertBefore(node, before?.parentNode === parent ? before : this.#end);
  }

  /** Removes what the server rendered and the browser did not. */
  dropUnused(): void {
    const used = new Set<Node>();
    collectNodes(this.__k, used);
    for (const node of this.childNodes) if (!used.has(node)) node.parentNode?.removeChild(node);
  }
}

function collectNodes(vnode: RenderedVNode | null | undefined, into: Set<Node>): void {
  if (!vnode) return;
  if (typeof vnode.type !== "function") into.add(vnode.__e!);
  else vnode.__k?.forEach((child) => collectNodes(child, into));
}
