/** Writes the tree as HTML text. Everything that is not a tag of ours is escaped here. */
import { codeChildren, type Highlight, type Node } from "./tree.ts";

export function toHtml(nodes: Node[], highlight?: Highlight): string {
  let html = "";
  for (const node of nodes) {
    if (typeof node === "string") {
      html += escape(node);
      continue;
    }
    html += `<${node.tag}`;
    for (const name in node.attrs) html += ` ${name}="${escape(node.attrs[name]!)}"`;
    html += ">";
    if (VOID.has(node.tag)) continue;
    html += `${toHtml(codeChildren(node, highlight), highlight)}</${node.tag}>`;
  }
  return html;
}

const VOID = new Set(["br", "hr", "input"]);
const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
}
