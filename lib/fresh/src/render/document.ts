/** Renders JSX as a whole HTML document: what is missing of it, the head, the islands' scripts. */
import { type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Build } from "../build.ts";
import { HeadElements, type RenderedHead } from "./head.ts";
import { type IslandRegistry, PageIslands } from "./islands.ts";
import { PageRender } from "./page_render.ts";
import { bootScripts, preloadLink } from "./scripts.ts";
import { mark } from "./vnodes.ts";

export interface DocumentOptions {
  url: URL;
  basePath: string;
  build: Build | undefined;
  islands: IslandRegistry | undefined;
}

export function renderDocument(content: ComponentChildren, options: DocumentOptions) {
  const { url, basePath, build } = options;
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const head = new HeadElements(nonce);
  const islands = new PageIslands(options.islands);
  const page = new PageRender({ url, nonce, head, islands });

  const body = page.run(() => renderToString(h(Fragment, null, content)));
  // In this order: what is in a hidden slot has no say in the head.
  const headHtml = page.run(() => head.render());
  const templates = page.run(() => islands.renderHiddenSlots());
  const scripts = bootScripts({ islands, build, basePath, nonce });
  const html = assemble(body, page, headHtml, templates + scripts);
  return { html: "<!DOCTYPE html>" + html, nonce, link: preloadLink({ islands, build, basePath }) };
}

/** Fills the comments that the render has left, and puts around what no component has rendered. */
function assemble(rendered: string, { has, nonce }: PageRender, head: RenderedHead, end: string): string {
  const newHead = `<head><meta charset="utf-8"/>${head.rest}</head>`;
  const contents = new Map([
    ...head.places,
    [mark(nonce, "head-end"), head.rest],
    [mark(nonce, "html-start"), has.head ? "" : newHead],
    [mark(nonce, "body-end"), end],
  ]);
  if (has.body) return around(fill(rendered, nonce, contents.set(mark(nonce, "html-end"), "")), has, newHead);
  const html = fill(rendered, nonce, contents);
  const bodyStart = has.head || has.html ? html.indexOf("</head>") + "</head>".length : 0;
  const bodyEnd = has.html ? html.indexOf(`<!--${mark(nonce, "html-end")}-->`) : html.length;
  const inside = html.slice(bodyStart, bodyEnd);
  const after = has.html ? html.slice(html.indexOf("-->", bodyEnd) + "-->".length) : "";
  return around(`${html.slice(0, bodyStart)}<body>${inside}${end}</body>${after}`, has, newHead);
}

function around(html: string, has: PageRender["has"], newHead: string): string {
  return has.html ? html : `<html>${has.head ? "" : newHead}${html}</html>`;
}

/**
 * Puts contents in the place of comments, those without one stay. All in one pass: a rendered page is made of many
 * small pieces, which V8 puts together anew for each search in it.
 */
function fill(html: string, nonce: string, contents: Map<string, string>): string {
  const ending = `:${nonce}-->`;
  const parts: string[] = [];
  let from = 0;
  for (let at = html.indexOf(ending); at !== -1; at = html.indexOf(ending, at + ending.length)) {
    const begin = html.lastIndexOf("<!--", at);
    const end = at + ending.length;
    const content = contents.get(html.slice(begin + "<!--".length, end - "-->".length));
    if (content === undefined) continue;
    parts.push(html.slice(from, begin), content);
    from = end;
  }
  return parts.join("") + html.slice(from);
}
