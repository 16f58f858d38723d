/** The app: what is registered, in order, and the request handler made of it. */
import type { Build } from "./build.ts";
import { setBuildId } from "./build_id.ts";
import { type FreshConfig, resolveConfig, type ResolvedFreshConfig } from "./config.ts";
import { createHandler } from "./handler.ts";
import { listen, type ListenOptions } from "./listen.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middleware.ts";
import {
  type Any,
  type LayoutConfig,
  type Method,
  METHODS,
  type PageComponent,
  type Route,
} from "./route.ts";
import { Routes } from "./routes.ts";

/** Which methods a lazy route has; all of them by default. */
export interface LazyRouteConfig {
  methods?: "ALL" | Method[];
}

export type Handler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** Makes an app use a build, from its next `handler()` on. */
export let useBuild: (app: App<Any>, build: Build) => void;

export class App<State> {
  readonly config: ResolvedFreshConfig;
  // Kept as steps, since a build, with its routes, may come after all registrations.
  #steps: ((routes: Routes) => void)[] = [];
  #build: Build | undefined;

  static {
    useBuild = (app, build) => {
      setBuildId(build.id);
      app.#build = build;
      app.config.root = build.root;
      app.config.mode = build.mode;
    };
  }

  constructor(config: FreshConfig = {}) {
    this.config = resolveConfig(config);
  }

  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(first: string | MaybeLazyMiddleware<State>, ...rest: MaybeLazyMiddleware<State>[]): this {
    return typeof first === "string"
      ? this.#step((routes) => routes.use(first, rest))
      : this.#step((routes) => routes.use("*", [first, ...rest]));
  }

  get(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["GET"], path, middlewares);
  }

  post(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["POST"], path, middlewares);
  }

  put(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["PUT"], path, middlewares);
  }

  patch(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["PATCH"], path, middlewares);
  }

  delete(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["DELETE"], path, middlewares);
  }

  head(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(["HEAD"], path, middlewares);
  }

  all(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#add(METHODS, path, middlewares);
  }

  /** Registers the files of `routes/` at this point. */
  fsRoutes(): this {
    return this.#step((routes) => this.#build && routes.addFiles(this.#build.routes));
  }

  route(
    path: string,
    route: Route<State> | (() => Promise<Route<State>>),
    lazyConfig?: LazyRouteConfig,
  ): this {
    return this.#step((routes) =>
      typeof route === "function"
        ? routes.addLazyRoute(path, route, lazyConfig?.methods ?? "ALL")
        : routes.addRoute(path, route)
    );
  }

  layout(path: string, component: PageComponent<unknown, State>, config?: LayoutConfig): this {
    return this.#step((routes) => routes.layout(path, component, config));
  }

  appWrapper(component: PageComponent<unknown, State>): this {
    return this.#step((routes) => routes.appWrapper(component));
  }

  notFound(middlewareOrRoute: Middleware<State> | Route<State>): this {
    return this.#step((routes) => routes.setNotFound(middlewareOrRoute));
  }

  onError(path: string, middlewareOrRoute: Middleware<State> | Route<State>): this {
    return this.#step((routes) => routes.onError(path, middlewareOrRoute));
  }

  /** Freezes what was registered so far into a request handler. */
  handler(): Handler {
    if (!this.#build && Deno.env.get("DENO_DEPLOYMENT_ID")) {
      throw new Error("There is no build: serve _fresh/server.js, which `deno run -A dev.ts build` makes");
    }
    const routes = new Routes(this.config.basePath);
    for (const step of this.#steps) step(routes);
    return createHandler(routes, this.config, this.#build);
  }

  /** Resolves as soon as the server listens. */
  listen(options: ListenOptions = {}): Promise<void> {
    return new Promise((resolve) => {
      listen(this.handler(), this.config.basePath, options);
      resolve();
    });
  }

  #add(methods: readonly Method[], path: string, middlewares: MaybeLazyMiddleware<State>[]): this {
    return this.#step((routes) => routes.add(path, methods, middlewares));
  }

  #step(step: (routes: Routes) => void): this {
    this.#steps.push(step);
    return this;
  }
}
