/** Renders a page in its layouts and the app wrapper, as a Response. */
import { type ComponentChildren, type ComponentType, Fragment, h } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Context, internals } from "../context.ts";
import type { Any, PageComponent, PageProps } from "../route.ts";
import type { Scope } from "../scope.ts";
import { renderDocument } from "./document.ts";
import { loadIslands } from "./islands.ts";

interface PageRequest {
  /** What is in the middle: JSX, or a component with its data. */
  content: ComponentChildren | {
    component: PageComponent<Any, Any>;
    data: unknown;
  };
  scope: Scope;
  init: ResponseInit;
}

const nonces = new WeakMap<Response, string>();

/** The nonce of a rendered page's scripts; undefined for other Responses. */
export function nonceOf(response: Response): string | undefined {
  return nonces.get(response);
}

export async function renderPage(
  ctx: Context<Any>,
  { content, scope, init }: PageRequest,
): Promise<Response> {
  let inner: ComponentChildren | Response = isComponent(content)
    ? await instantiate(content.component, pageProps(ctx, null, content.data))
    : content;
  for (const component of scope.layouts.toReversed()) {
    if (inner instanceof Response) return inner;
    inner = await instantiate(component, pageProps(ctx, inner, undefined));
  }
  if (inner instanceof Response) return inner;
  if (scope.wrapper) {
    inner = await instantiate(scope.wrapper, pageProps(ctx, h(Apart, null, inner), undefined));
    if (inner instanceof Response) return inner;
  }

  const { build } = ctx[internals];
  const islands = build && await loadIslands(build);
  const { html, nonce, link } = renderDocument(inner, {
    url: ctx.url,
    basePath: ctx.config.basePath,
    build,
    islands,
  });
  const headers = new Headers(init.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  if (link) headers.append("link", link);
  const response = new Response(html, { status: init.status, statusText: init.statusText, headers });
  nonces.set(response, nonce);
  return response;
}

/** As upstream does it: contexts that the wrapper gives do not reach the page. */
function Apart({ children }: { children?: ComponentChildren }): ComponentChildren {
  const html = renderToString(h(Fragment, null, children));
  return h(Fragment as ComponentType<{ tpl: string[]; exprs: [] }>, { tpl: [html], exprs: [] });
}

function isComponent(
  content: PageRequest["content"],
): content is { component: PageComponent<Any, Any>; data: unknown } {
  return typeof content === "object" && content !== null && "component" in content;
}

function pageProps(ctx: Context<Any>, inner: ComponentChildren, data: unknown): PageProps {
  const { url, req, params, state, route, info, error, config, isPartial } = ctx;
  return {
    Component: () => inner as Any,
    data,
    url,
    req,
    params,
    state,
    route,
    info,
    error,
    config,
    isPartial,
  };
}

/** An async component is awaited beforehand, since rendering is synchronous; it may answer by itself. */
async function instantiate(component: PageComponent<Any, Any>, props: PageProps) {
  if (component.constructor.name !== "AsyncFunction") return h(component as ComponentType<PageProps>, props);
  return await (component as (props: PageProps) => Promise<ComponentChildren | Response>)(props);
}
