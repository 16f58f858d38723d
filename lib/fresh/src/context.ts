/** What handlers, middlewares and components are given for one request. */
import { type ComponentChildren, isValidElement, type VNode } from "preact";
import type { Build } from "./build.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { renderPage } from "./render/page.ts";
import { narrowScope, type Scope } from "./scope.ts";
import type { Any, LayoutConfig } from "./route.ts";
import { streamBody } from "./stream.ts";

/** What only the package itself uses of a context. */
export const internals = Symbol("fresh");

export interface Internals {
  build: Build | undefined;
  /** The app wrapper and the layouts at this point of the chain. */
  scope: Scope;
  /** Errors that have been printed. */
  printed: Set<unknown>;
}

interface ContextInit {
  config: ResolvedFreshConfig;
  req: Request;
  url: URL;
  params: Record<string, string>;
  route: string | null;
  info: Deno.ServeHandlerInfo;
  build: Build | undefined;
}

const EMPTY_SCOPE: Scope = { wrapper: undefined, layouts: [] };

export class Context<State> {
  readonly config: ResolvedFreshConfig;
  readonly req: Request;
  /** Parsed, with runs of slashes made one, and `trustProxy` heeded. */
  readonly url: URL;
  readonly params: Record<string, string>;
  /** The matched registered path, with the basePath. */
  readonly route: string | null;
  readonly info: Deno.ServeHandlerInfo;
  readonly state: State = {} as State;
  readonly isPartial: boolean = false;
  /** What was thrown, in error handlers. */
  error: unknown = null;
  /** Runs what follows. To be called once at most. */
  next: () => Promise<Response> = nothingFollows;
  /** @internal */
  readonly [internals]: Internals;

  constructor(init: ContextInit) {
    this.config = init.config;
    this.req = init.req;
    this.url = init.url;
    this.params = init.params;
    this.route = init.route;
    this.info = init.info;
    this[internals] = { build: init.build, scope: EMPTY_SCOPE, printed: new Set() };
  }

  /** A path never leads to another host; other locations stay as given. */
  redirect(location: string, status = 302): Response {
    const [path = ""] = /^[^?#]*/.exec(location) ?? [];
    const safe = path.startsWith("/") ? path.replace(/\/{2,}/g, "/") + location.slice(path.length) : location;
    return new Response(null, { status, headers: { location: safe } });
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, withType(init, "text/plain;charset=UTF-8", false));
  }

  html(content: string, init?: ResponseInit): Response {
    return new Response(content, withType(init, "text/html; charset=utf-8", true));
  }

  // deno-lint-ignore no-explicit-any
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Sends the chunks as they come; ends the source when the client goes away. */
  stream(source: StreamSource | (() => StreamSource), init?: ResponseInit): Response {
    return new Response(streamBody(typeof source === "function" ? source() : source), init);
  }

  /** Renders JSX in the layouts and the app wrapper. */
  async render(
    vnode: VNode<Any> | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new TypeError(
        `ctx.render() takes JSX or null, not ${vnode === undefined ? "nothing" : typeof vnode}`,
      );
    }
    return await renderPage(this, {
      content: vnode as ComponentChildren,
      scope: narrowScope(this[internals].scope, config),
      init,
    });
  }
}

type StreamSource =
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>;

function nothingFollows(): Promise<Response> {
  return Promise.reject(new Error("ctx.next() was called where nothing follows"));
}

function withType(init: ResponseInit | undefined, type: string, always: boolean): ResponseInit {
  const headers = new Headers(init?.headers);
  if (always || !headers.has("content-type")) headers.set("content-type", type);
  return { ...init, headers };
}
