/**
 * Reads the server's markup: where the islands are, and what their slots show.
 *
 * What is in a slot becomes vnodes that equal the nodes, so that they are attached to, and made again
 * when the slot is shown again; islands in it become components.
 */
import { type ComponentChildren, h } from "preact";
import { IslandRange } from "./range.ts";

export class IslandMarkup {
  readonly #island: (index: number) => ComponentChildren;
  readonly #slots = new Map<number, ComponentChildren>();

  constructor(island: (index: number) => ComponentChildren) {
    this.#island = island;
  }

  /** Shows what the server has made for an island. */
  readonly Slot = ({ id }: { id: number }): ComponentChildren => {
    if (!this.#slots.has(id)) this.#slots.set(id, this.#hiddenSlot(id));
    return this.#slots.get(id);
  };

  /** The islands that are in no other island's slot. */
  readIslands(root: Node): { index: number; range: IslandRange }[] {
    return outermostIslands(root).map((start) => {
      const index = markId(start, "fi")!;
      const nodes = nodesUpTo(start, `/fi:${index}`);
      this.#readSlots(nodes);
      // The slots' own comments are gone by now.
      return { index, range: new IslandRange(nodes.filter((node) => node.parentNode), nodes.end) };
    });
  }

  #hiddenSlot(id: number): ComponentChildren {
    const template = document.querySelector<HTMLTemplateElement>(`template#fs-${id}`);
    return template && this.#vnodes(template.content.childNodes);
  }

  /** Takes the contents of an island's slots, and all comments, out of its markup. */
  #readSlots(nodes: Iterable<Node>): void {
    const list = [...nodes];
    for (let i = 0; i < list.length; i++) {
      const node = list[i]!;
      const id = markId(node, "fs");
      if (id !== undefined) {
        const content = nodesUpTo(node, `/fs:${id}`);
        this.#slots.set(id, this.#vnodes(content));
        i += content.length;
      } else this.#readSlots(node.childNodes);
      removeComment(node);
    }
  }

  #vnodes(nodes: Iterable<Node>): ComponentChildren[] {
    const list = [...nodes];
    const vnodes: ComponentChildren[] = [];
    for (let i = 0; i < list.length; i++) {
      const node = list[i]!;
      const index = markId(node, "fi");
      if (index !== undefined) {
        const inside = nodesUpTo(node, `/fi:${index}`);
        this.#readSlots(inside);
        vnodes.push(this.#island(index));
        i += inside.length;
      } else if (node.nodeType === Node.TEXT_NODE) vnodes.push((node as Text).data);
      else if (node.nodeType === Node.ELEMENT_NODE) vnodes.push(this.#element(node as Element));
      removeComment(node);
    }
    return vnodes;
  }

  #element(element: Element): ComponentChildren {
    const children = this.#vnodes((element as HTMLTemplateElement).content?.childNodes ?? element.childNodes);
    return h(element.localName, elementProps(element), ...children);
  }
}

function outermostIslands(root: Node): Node[] {
  const starts: Node[] = [];
  const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  let inside: string | undefined;
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) {
    const index = markId(comment, "fi");
    if (inside === undefined && index !== undefined) {
      starts.push(comment);
      inside = `/fi:${index}`;
    } else if ((comment as Comment).data === inside) inside = undefined;
  }
  return starts;
}

/** The number in a comment such as `fi:3`. */
function markId(node: Node, kind: "fi" | "fs"): number | undefined {
  if (node.nodeType !== Node.COMMENT_NODE) return undefined;
  const { data } = node as Comment;
  return data.startsWith(kind + ":") ? Number(data.slice(3)) : undefined;
}

function nodesUpTo(start: Node, end: string): Node[] & { end: Comment } {
  const nodes: Node[] = [];
  let node = start.nextSibling;
  while (node && (node as Comment).data !== end) {
    nodes.push(node);
    node = node.nextSibling;
  }
  return Object.assign(nodes, { end: node as Comment });
}

/** Preact attaches to nodes where they are only if no comments are between them. */
function removeComment(node: Node): void {
  if (node.nodeType === Node.COMMENT_NODE) (node as Comment).remove();
}

/** Attributes as props, with which Preact finds nothing to change in the element that is there. */
function elementProps(element: Element): Record<string, unknown> {
  const attributes = [...element.attributes].filter(({ name }) => !name.startsWith("on"));
  const props: Record<string, unknown> = {};
  for (const { name, value } of attributes) {
    if (name === "checked") props.defaultChecked = true;
    else if (name === "selected") props.selected = true;
    else if (name === "value" && "defaultValue" in element) props.defaultValue = value;
    else props[name] = value;
  }
  // Properties that take no text, such as `disabled`, leave attributes out of a new element.
  props.ref = (made: Element | null) => {
    for (const { name, value } of attributes) {
      if (made && !made.hasAttribute(name)) made.setAttribute(name, value);
    }
  };
  return props;
}
