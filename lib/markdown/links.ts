/** Where content may point: http, https and mailto, written so that the reader sees the true host. */
import { append, type Element, element, type Node } from "./tree.ts";

/** A link, or only its words when the address is not one that we open. */
export function link(href: string, title: string, children: Node[]): Node[] {
  const url = safeUrl(href);
  if (!url) return children;
  const isPlain = children.length === 1 && children[0] === url.href;
  const hint = isPlain ? title : title ? `${title}\n${url.href}` : url.href;
  return [anchor(url, hint ? { title: hint } : {}, children)];
}

/** Stands for an image that is never loaded: its words and host, as a link where one may stand. */
export function imageLink(href: string, alt: string, label: string, isInLink: boolean): Element {
  const url = safeUrl(href);
  const children: Node[] = [];
  append(children, `${label}: ${alt || "—"}`);
  if (url?.host) append(children, ` (${url.host})`);
  if (!url || isInLink) return element("span", { class: "md-image" }, children);
  return anchor(url, { class: "md-image", title: url.href }, children);
}

function anchor(url: URL, attrs: Record<string, string>, children: Node[]): Element {
  return element("a", { href: url.href, ...attrs, rel: "noopener noreferrer", target: "_blank" }, children);
}

const MAX_LENGTH = 8192;

/** Absolute addresses only; none with a user name, which makes `https://bank.example@evil.example` look right. */
function safeUrl(href: string): URL | null {
  const url = href.length > MAX_LENGTH ? null : URL.parse(href);
  if (!url || url.username || url.password) return null;
  return ["http:", "https:", "mailto:"].includes(url.protocol) ? url : null;
}
