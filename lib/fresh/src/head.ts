/**
 * `<Head>`: puts elements into the document's head.
 *
 * On the server it only stands for its children; the renderer knows it and takes them out
 * (render/head.ts). In the browser it keeps the elements that are there in step.
 */
import { type ComponentChildren, toChildArray, type VNode } from "preact";
import { useEffect } from "preact/hooks";

export interface HeadProps {
  children?: ComponentChildren;
}

export function Head({ children }: HeadProps): VNode | null {
  if (typeof document === "undefined") return children as VNode;
  useEffect(() => toChildArray(children).forEach(syncElement));
  return null;
}

function syncElement(child: ReturnType<typeof toChildArray>[number]): void {
  if (typeof child !== "object") return;
  const { type, key } = child;
  const { children, ...props } = child.props as Record<string, unknown>;
  const text = toChildArray(children as ComponentChildren).join("");
  if (type === "title") {
    document.title = text;
    return;
  }
  const element = Array.from(document.head.children).find((candidate) => {
    const is = (name: string, value: unknown) =>
      value != null && candidate.getAttribute(name) === String(value);
    if (candidate.localName !== type) return false;
    if (key != null) return is("data-key", key);
    return is("id", props.id) || (type === "meta" && is("name", props.name)) ||
      (type === "link" && is("rel", props.rel));
  });
  if (element === undefined) return;
  for (const [name, value] of Object.entries(props)) {
    if (value == null || value === false) element.removeAttribute(name);
    else if (typeof value !== "object" && typeof value !== "function") {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  if (type === "style" && element.textContent !== text) element.textContent = text;
}
