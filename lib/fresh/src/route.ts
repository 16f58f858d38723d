/** What a route is made of: methods, handlers, `page()`, components and their props. */
import type { ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

/** For type parameters that are not looked at. */
// deno-lint-ignore no-explicit-any
export type Any = any;

export type Method =
  | "GET"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "HEAD"
  | "OPTIONS";

/** In the order in which `Allow` lists them for a route that has them all. */
export const METHODS: readonly Method[] = ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** What a handler returns to have the route's component rendered. */
export interface PageResponse<Data> {
  data: Data;
  status?: number;
  headers?: HeadersInit;
}

/** Renders the route's component with `props.data`. */
export function page(): PageResponse<undefined>;
export function page<Data>(
  data: Data,
  options?: { status?: number; headers?: HeadersInit },
): PageResponse<Data>;
export function page(data?: Any, options?: { status?: number; headers?: HeadersInit }): PageResponse<Any> {
  return { data, status: options?.status, headers: options?.headers };
}

type HandlerResult<Data> = Response | PageResponse<Data>;

export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => HandlerResult<Data> | Promise<HandlerResult<Data>>;

export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The data that a handler's `page()` calls hand to the component. */
export type RouteData<Handler> = Handler extends (...args: Any[]) => infer Result ? PageData<Awaited<Result>>
  : { [M in keyof Handler]: RouteData<Handler[M]> }[keyof Handler];

type PageData<Result> = Result extends PageResponse<infer Data> ? Data : never;

export interface PageProps<Data = unknown, State = unknown> {
  /** What goes inside: nothing, for a page. */
  Component: FunctionComponent;
  data: Data;
  url: URL;
  req: Request;
  params: Record<string, string>;
  state: State;
  route: string | null;
  info: Deno.ServeHandlerInfo;
  error: unknown;
  config: Context<State>["config"];
  isPartial: boolean;
}

type Rendered = ComponentChildren | Response;

/** The component of a page, layout, app wrapper or error page; async ones are awaited. */
export type PageComponent<Data, State> = (props: PageProps<Data, State>) => Rendered | Promise<Rendered>;

export interface LayoutConfig {
  /** Leave out the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** Leave out the app wrapper. */
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** A URLPattern path in place of the file's own. */
  routeOverride?: string;
  /** Only for `app.route()`'s lazy routes. */
  methods?: "ALL" | Method[];
}

export interface Route<State> {
  component?: PageComponent<Any, State>;
  handler?: RouteHandler<unknown, State>;
  config?: RouteConfig;
}
