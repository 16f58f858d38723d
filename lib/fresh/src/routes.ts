/** Turns registrations into routes with their chains. */
import type { RouteModule } from "./build.ts";
import type { Chain } from "./chain.ts";
import { internals } from "./context.ts";
import { endpoint, routeMethods } from "./endpoint.ts";
import { parseFiles } from "./fs_routes.ts";
import { HttpError } from "./http_error.ts";
import { type MaybeLazyMiddleware, type Middleware, settled } from "./middleware.ts";
import { renderPage } from "./render/page.ts";
import type { Any, LayoutConfig, Method, Route } from "./route.ts";
import { Router } from "./router.ts";
import type { ScopeComponent } from "./scope.ts";
import { pathSegments, Tree } from "./tree.ts";

export class Routes {
  readonly router: Router<Chain> = new Router();
  readonly #tree = new Tree();
  readonly #basePath: string;
  readonly #chains: Chain[] = [];
  #notFound: Middleware<Any> | undefined;

  constructor(basePath: string) {
    this.#basePath = basePath;
  }

  use(path: string, middlewares: MaybeLazyMiddleware<Any>[]): void {
    this.#tree.node(pathSegments(path)).middlewares.push(...middlewares.map(settled));
  }

  layout(path: string, component: ScopeComponent, config?: LayoutConfig): void {
    this.#tree.node(pathSegments(path)).layout = { component, config };
  }

  appWrapper(component: ScopeComponent): void {
    this.#tree.wrapper = component;
  }

  onError(path: string, given: Middleware<Any> | Route<Any>): void {
    this.#tree.node(pathSegments(path)).onError = errorEndpoint(given);
  }

  setNotFound(given: Middleware<Any> | Route<Any>): void {
    this.#notFound = errorEndpoint(given);
  }

  add(path: string, methods: "ALL" | readonly Method[], middlewares: MaybeLazyMiddleware<Any>[]): void {
    this.#add(path, pathSegments(path), methods, middlewares.map(settled));
  }

  addRoute(path: string, route: Route<Any>): void {
    this.#add(path, pathSegments(path), routeMethods(route), [endpoint(route)]);
  }

  addLazyRoute(path: string, load: () => Promise<Route<Any>>, methods: "ALL" | Method[]): void {
    this.#add(path, pathSegments(path), methods, [lazyEndpoint(load)]);
  }

  addFiles(modules: RouteModule[]): void {
    const files = parseFiles(modules);
    if (files.wrapper) this.#tree.wrapper = files.wrapper;
    for (const { segments, middlewares, layout, error } of files.folders) {
      const node = this.#tree.node(segments);
      node.middlewares.push(...middlewares.map(settled));
      if (layout) node.layout = layout;
      if (error) node.onError = errorEndpoint(error);
    }
    for (const { path, segments, route, load } of files.routes) {
      if (route) this.#add(path, segments, routeMethods(route), [endpoint(route)]);
      else this.#add(path, segments, "ALL", [lazyEndpoint(load)]);
    }
  }

  /** For what no route takes: everything that is at the root by now. */
  rootChain(last: Middleware<Any>): Chain {
    return this.#chain([], [last]);
  }

  /** `notFound()` counts for all routes, also for those that were registered before it. */
  finish(): void {
    for (const chain of this.#chains) chain.notFound = this.#notFound;
  }

  #add(path: string, segments: string[], methods: "ALL" | readonly Method[], own: Middleware<Any>[]): void {
    const full = this.#basePath === "" ? path : this.#basePath + (path === "/" ? "" : path);
    this.router.add(full, methods, this.#chain(segments, own));
  }

  #chain(segments: string[], own: Middleware<Any>[]): Chain {
    const chain = { levels: this.#tree.levels(segments, own), notFound: undefined };
    this.#chains.push(chain);
    return chain;
  }
}

function lazyEndpoint(load: () => Promise<Route<Any>>): Middleware<Any> {
  let loaded: Promise<Middleware<Any>> | undefined;
  return async (ctx) => {
    loaded ??= load().then(endpoint, (error) => {
      loaded = undefined; // the next request tries again
      throw error;
    });
    return await (await loaded)(ctx);
  };
}

/** A function answers as it likes; a component is rendered with the error's status. */
function errorEndpoint(given: Middleware<Any> | Route<Any>): Middleware<Any> {
  if (typeof given === "function") return given;
  if (given.handler) return endpoint(given);
  return (ctx) =>
    renderPage(ctx, {
      content: { component: given.component!, data: undefined },
      scope: ctx[internals].scope,
      init: { status: ctx.error instanceof HttpError ? ctx.error.status : 500 },
    });
}
