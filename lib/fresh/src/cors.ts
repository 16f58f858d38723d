/** `cors()`: lets pages of other origins read what follows. */
import type { Context } from "./context.ts";
import type { Middleware } from "./middleware.ts";

export interface CORSOptions<State = unknown> {
  origin:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => string | null | undefined);
  allowMethods?: string[];
  allowHeaders?: string[];
  exposeHeaders?: string[];
  /** Seconds for which a preflight's answer counts. */
  maxAge?: number;
  credentials?: boolean;
}

export function cors<State>(options: CORSOptions<State> = { origin: "*" }): Middleware<State> {
  return async (ctx) => {
    const origin = allowedOrigin(ctx, options.origin);
    if (ctx.req.method === "OPTIONS") return preflight(ctx.req, origin, options);
    const response = await ctx.next();
    setCommon(response.headers, origin, options);
    return response;
  };
}

function allowedOrigin<State>(ctx: Context<State>, allowed: CORSOptions<State>["origin"]) {
  const origin = ctx.req.headers.get("origin") ?? "";
  if (typeof allowed === "function") return allowed(origin, ctx);
  if (typeof allowed === "string") return allowed === "*" || allowed === origin ? allowed : null;
  return allowed.includes(origin) ? origin : null;
}

function setCommon<State>(headers: Headers, origin: string | null | undefined, options: CORSOptions<State>) {
  if (origin) headers.set("access-control-allow-origin", origin);
  if (options.origin !== "*") headers.append("vary", "Origin");
  if (options.credentials) headers.set("access-control-allow-credentials", "true");
  if (options.exposeHeaders?.length) {
    headers.set("access-control-expose-headers", options.exposeHeaders.join(","));
  }
}

function preflight<State>(req: Request, origin: string | null | undefined, options: CORSOptions<State>) {
  const headers = new Headers();
  setCommon(headers, origin, options);
  if (options.maxAge !== undefined) headers.set("access-control-max-age", String(options.maxAge));
  const methods = options.allowMethods ?? ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];
  if (methods.length > 0) headers.set("access-control-allow-methods", methods.join(","));
  const asked = req.headers.get("access-control-request-headers")?.split(/\s*,\s*/);
  const allowed = options.allowHeaders?.length ? options.allowHeaders : asked;
  if (allowed) headers.set("access-control-allow-headers", allowed.join(","));
  if (asked && allowed === asked) headers.append("vary", "Access-Control-Request-Headers");
  return new Response(null, { status: 204, headers });
}
