/** Small makings of the renderer: vnodes of any kind, comments, nonces. */
import { Fragment, h, type VNode } from "preact";

/** What the renderer looks at of a vnode. */
export interface AnyVNode {
  type: unknown;
  key: unknown;
  props: Record<string, unknown>;
}

/** A comment node, as preact-render-to-string makes it. */
export function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as Record<string, unknown>);
}

/** The text of the comment that stands where something of the document is to be filled in. */
export function mark(nonce: string, name: string): string {
  return `${name}:${nonce}`;
}

/** Undefined when the element has a nonce of its own. */
export function nonceProps(props: Record<string, unknown>, nonce: string) {
  return props.nonce === undefined ? { ...props, nonce } : undefined;
}

/** JSX, and no signal, which looks like it. */
export function isJsx(value: unknown): value is AnyVNode {
  return typeof value === "object" && value !== null &&
    Object.hasOwn(value, "constructor") &&
    value.constructor === undefined && "type" in value && "props" in value;
}
