/** `csrf()`: refuses requests that other sites make in a user's name. */
import type { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./middleware.ts";

export interface CsrfOptions<State> {
  /** What may send requests; by default the origin of `ctx.url`. */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => boolean);
}

export function csrf<State>({ origin: allowed }: CsrfOptions<State> = {}): Middleware<State> {
  return (ctx) => {
    if (/^(GET|HEAD|OPTIONS)$/.test(ctx.req.method)) return ctx.next();
    const site = ctx.req.headers.get("sec-fetch-site");
    if (site === "same-origin" || site === "none") return ctx.next();
    const origin = ctx.req.headers.get("origin");
    const isAllowed = origin === null ? site === null : isAllowedOrigin(origin, allowed, ctx);
    if (!isAllowed) throw new HttpError(403);
    return ctx.next();
  };
}

function isAllowedOrigin<State>(
  origin: string,
  allowed: CsrfOptions<State>["origin"],
  ctx: Context<State>,
): boolean {
  if (typeof allowed === "function") return allowed(origin, ctx);
  return [allowed ?? ctx.url.origin].flat().includes(origin);
}
