/**
 * Draws the tree as DOM nodes, and changes drawn nodes into those of a later tree.
 *
 * Uses no HTML text, so it needs no Trusted Types policy. Compares by identity first: nodes that the caller
 * kept cost nothing. Knows nothing of Markdown.
 */
import { codeChildren, type Element, type Highlight, type Node } from "./tree.ts";

type Dom = globalThis.Node;
type Parent = globalThis.Element | DocumentFragment;

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** Makes `parent`, which shows `before`, show `after`. */
export function patch(parent: Parent, before: Node[], after: Node[], highlight?: Highlight): void {
  const shared = Math.min(before.length, after.length);
  let same = 0;
  while (same < shared && before[same] === after[same]) same++;
  let dom = nthFromEnd(parent, before.length - same);
  for (let i = same; i < shared; i++) {
    if (!dom) return draw(parent, after.slice(i), highlight); // someone else removed nodes
    const next: Dom | null = dom.nextSibling;
    patchNode(dom as ChildNode, before[i]!, after[i]!, highlight);
    dom = next;
  }
  while (dom) {
    const next: Dom | null = dom.nextSibling;
    (dom as ChildNode).remove();
    dom = next;
  }
  draw(parent, after.slice(shared), highlight);
}

/** Draws finished code anew, where `highlight` has learnt more since `parent` came to show `nodes`. */
export function recolour(parent: Parent, nodes: Node[], highlight: Highlight): void {
  let dom = parent.firstChild;
  for (const node of nodes) {
    if (!dom) return; // someone else removed nodes
    if (typeof node !== "string") {
      if (node.language) redraw(dom as globalThis.Element, node, highlight);
      else recolour(dom as globalThis.Element, node.children, highlight);
    }
    dom = dom.nextSibling;
  }
}

/** Appends nodes. */
export function draw(parent: Parent, nodes: Node[], highlight?: Highlight, space?: string): void {
  for (const node of nodes) parent.appendChild(toDom(parent.ownerDocument!, node, highlight, space));
}

function toDom(document: Document, node: Node, highlight?: Highlight, outer?: string): Dom {
  if (typeof node === "string") return document.createTextNode(node);
  const space = node.tag === "math" ? MATHML : outer;
  const dom = space ? document.createElementNS(space, node.tag) : document.createElement(node.tag);
  for (const name in node.attrs) dom.setAttribute(name, node.attrs[name]!);
  draw(dom, codeChildren(node, highlight), highlight, space);
  return dom;
}

function patchNode(dom: ChildNode, before: Node, after: Node, highlight?: Highlight): void {
  if (before === after) return;
  if (typeof before === "string" && typeof after === "string" && dom.nodeType === 3) {
    patchText(dom as Text, before, after);
  } else if (isLike(before, after) && dom.nodeType === 1) {
    patchElement(dom as globalThis.Element, before as Element, after as Element, highlight);
  } else {
    dom.replaceWith(toDom(dom.ownerDocument!, after, highlight));
  }
}

function patchElement(dom: globalThis.Element, before: Element, after: Element, highlight?: Highlight): void {
  if (!after.language && !before.language) return patch(dom, before.children, after.children, highlight);
  if (before.language === after.language && before.children[0] === after.children[0]) return;
  redraw(dom, after, highlight);
}

function redraw(dom: globalThis.Element, node: Element, highlight?: Highlight): void {
  dom.replaceChildren();
  draw(dom, codeChildren(node, highlight), highlight);
}

/** Text mostly grows at its end; open code keeps a line end there, which is set behind what came. */
function patchText(dom: Text, before: string, after: string): void {
  if (before === after) return;
  const kept = before.endsWith("\n") ? before.length - 1 : before.length;
  if (after.startsWith(before.slice(0, kept))) dom.replaceData(kept, before.length - kept, after.slice(kept));
  else dom.data = after;
}

function isLike(before: Node, after: Node): boolean {
  if (typeof before === "string" || typeof after === "string" || before.tag !== after.tag) return false;
  const names = Object.keys(before.attrs);
  return names.length === Object.keys(after.attrs).length &&
    names.every((name) => before.attrs[name] === after.attrs[name]);
}

function nthFromEnd(parent: Parent, count: number): Dom | null {
  let dom: Dom | null = null;
  for (; count > 0; count--) dom = dom ? dom.previousSibling : parent.lastChild;
  return dom;
}
