/** Answers a request by a route's handler and component. */
import { type Context, internals } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./middleware.ts";
import { renderPage } from "./render/page.ts";
import type { Any, HandlerFn, Method, PageResponse, Route } from "./route.ts";
import { narrowScope } from "./scope.ts";

/** The methods that a route answers. */
export function routeMethods({ handler, component }: Route<Any>): "ALL" | Method[] {
  if (handler === undefined || typeof handler === "function") return "ALL";
  const methods = Object.keys(handler) as Method[];
  return component && !handler.GET ? ["GET", ...methods] : methods;
}

export function endpoint(route: Route<Any>): Middleware<Any> {
  return async (ctx) => {
    ctx[internals].scope = narrowScope(ctx[internals].scope, route.config);
    const handler = findHandler(route, ctx.req.method as Method);
    if (handler === undefined) return await renderRoute(ctx, route, { data: undefined });
    const result = await handler(ctx);
    if (result instanceof Response) return result;
    if (isPageResponse(result)) return await renderRoute(ctx, route, result);
    throw new TypeError(`The handler of ${ctx.route} must return a Response or page(), not ${typeof result}`);
  };
}

/** Undefined when the component is to be rendered without data. */
function findHandler(
  { handler, component }: Route<Any>,
  method: Method,
): HandlerFn<unknown, Any> | undefined {
  if (typeof handler === "function") return handler;
  const found = handler?.[method] ?? (method === "HEAD" ? handler?.GET : undefined);
  if (found) return found;
  if (component && (!handler || method === "GET" || method === "HEAD")) return undefined;
  throw new HttpError(404);
}

function isPageResponse(result: unknown): result is PageResponse<unknown> {
  return typeof result === "object" && result !== null && "data" in result;
}

function renderRoute(
  ctx: Context<Any>,
  { component }: Route<Any>,
  { data, status, headers }: PageResponse<unknown>,
): Promise<Response> {
  return renderPage(ctx, {
    content: component ? { component, data } : null,
    scope: ctx[internals].scope,
    init: { status, headers },
  });
}
