/** Components as a document, and what they show to people who hear the page. */
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { parseHTML } from "linkedom";
import { catalogue, type Texts } from "@/lib/texts/catalogue.ts";
import { TextsContext } from "@/lib/texts/context.ts";

export function htmlOf(node: VNode, texts: Texts = catalogue.en): string {
  return renderToString(h(TextsContext.Provider, { value: texts }, node));
}

export function rendered(node: VNode, texts?: Texts): Element {
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${htmlOf(node, texts)}</body></html>`);
  return document.body as unknown as Element;
}

/** The accessible name of a control: its label attribute, the labels that point to it, else its text. */
export function nameOf(element: Element): string {
  const label = element.getAttribute("aria-label");
  if (label !== null) return label;
  const id = element.getAttribute("id");
  const labels = id === null ? [] : [...element.ownerDocument.querySelectorAll(`label[for="${id}"]`)];
  return (labels.length > 0 ? labels : [element]).map((node) => words(node)).join(" ");
}

export function buttonNames(root: Element): string[] {
  return [...root.querySelectorAll("button")].map(nameOf);
}

/** Texts of different elements are apart, as they are on the page. */
export function words(node: Node): string {
  const texts = node.nodeType === 3 ? [node.textContent ?? ""] : [...node.childNodes].map(words);
  return texts.join(" ").replace(/\s+/g, " ").trim();
}
