/** Markdown to HTML in one go: what the server sends. Everything from content is escaped. */
import { toHtml } from "./html.ts";
import { canJoin, type Group, groupNodes, Part } from "./parts.ts";
import { joinDetails } from "./raw_html.ts";
import { References } from "./references.ts";
import { Scanner } from "./scan.ts";
import { normalise } from "./text.ts";
import type { Highlight, Node } from "./tree.ts";
import { Walk } from "./walk.ts";
import { ENGLISH, type Wording } from "./wording.ts";

export interface MarkdownOptions {
  /** Line breaks in the source are line breaks on the page: for what people type themselves. */
  breaks?: boolean;
  /** Begins the ids of footnotes, so that marks can link to them: unique on the page, never from content. */
  notePrefix?: string;
  /** Colours finished code blocks. */
  highlight?: Highlight;
  wording?: Wording;
}

export function renderMarkdown(source: string, options: MarkdownOptions = {}): string {
  return toHtml(parseMarkdown(source, options), options.highlight);
}

/** The whole text as a tree; stream.ts draws the same one part by part. */
export function parseMarkdown(source: string, options: MarkdownOptions): Node[] {
  const { breaks = false, notePrefix, wording = ENGLISH } = options;
  const references = new References();
  const parts = scan(source).map((piece) => new Part(piece, references, breaks));
  const groups: Group[] = [];
  for (const part of parts) {
    part.finish();
    const last = groups.at(-1);
    if (last && canJoin(last, part)) last.push(part);
    else groups.push([part]);
  }
  const walk = new Walk({ wording, notePrefix });
  return joinDetails(groups.flatMap((group) => groupNodes(group, walk)));
}

function scan(source: string) {
  const scanner = new Scanner();
  const lines = normalise(source).split("\n");
  if (lines.at(-1) === "") lines.pop();
  for (const line of lines) scanner.line(line);
  return scanner.take(true);
}
