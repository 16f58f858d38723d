/** Renders JSX as a whole HTML document: what is missing of it, the head, the islands' scripts. */
import { type ComponentChildren, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Build } from "../build.ts";
import { HeadElements, type RenderedHead } from "./head.ts";
import { type IslandRegistry, PageIslands } from "./islands.ts";
import { PageRender } from "./page_render.ts";
import { bootScripts, preloadLink } from "./scripts.ts";
import { marker } from "./vnodes.ts";

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

/** Fills the markers that the render has left, and puts around what no component has rendered. */
function assemble(rendered: string, { has, nonce }: PageRender, head: RenderedHead, end: string): string {
  const newHead = `<head><meta charset="utf-8"/>${head.rest}</head>`;
  let html = has.head ? fill(head.place(rendered), marker(nonce, "head-end"), head.rest) : rendered;
  if (has.html) html = fill(html, marker(nonce, "html-start"), has.head ? "" : newHead);
  if (has.body) html = fill(html, marker(nonce, "body-end"), end);
  else {
    // The marker is there when `<html>` is.
    const bodyStart = has.head || has.html ? html.indexOf("</head>") + "</head>".length : 0;
    const bodyEnd = has.html ? html.indexOf(marker(nonce, "html-end")) : html.length;
    const inside = html.slice(bodyStart, bodyEnd);
    html = `${html.slice(0, bodyStart)}<body>${inside}${end}</body>${html.slice(bodyEnd)}`;
  }
  if (has.html) return fill(html, marker(nonce, "html-end"), "");
  return `<html>${has.head ? "" : newHead}${html}</html>`;
}

function fill(html: string, mark: string, content: string): string {
  const at = html.indexOf(mark);
  return at === -1 ? html : html.slice(0, at) + content + html.slice(at + mark.length);
}
