/** `createDefine()`: functions that return their argument, for the sake of its type. */
import type { Middleware } from "./middleware.ts";
import type { PageComponent, RouteData, RouteHandler } from "./route.ts";

export interface Define<State> {
  /** `define.page<typeof handler>(…)` gives `data` the type of the handler's data. */
  page<
    Handler extends RouteHandler<unknown, State> = never,
    Data = [Handler] extends [never] ? unknown : RouteData<Handler>,
  >(component: PageComponent<Data, State>): PageComponent<Data, State>;
  handlers<Handler extends RouteHandler<unknown, State>>(handler: Handler): Handler;
  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;
  layout(component: PageComponent<unknown, State>): PageComponent<unknown, State>;
}

export function createDefine<State>(): Define<State> {
  return {
    page: (component) => component,
    handlers: (handler) => handler,
    middleware: (middleware) => middleware,
    layout: (component) => component,
  };
}
