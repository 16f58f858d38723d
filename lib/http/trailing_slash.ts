/** A page has one address: with a slash at its end, as people type it, it leads there. The API is left alone. */
import type { Context, Middleware } from "fresh";
import type { State } from "./define.ts";

export function withoutTrailingSlash(): Middleware<State> {
  return (ctx: Context<State>) => {
    const { pathname, search } = ctx.url;
    const isRead = ctx.req.method === "GET" || ctx.req.method === "HEAD";
    // A path that begins with two slashes would name another host in a Location header.
    const [, path] = /^(\/(?!api\/|ws\/|_fresh\/)[^/\\][^\\]*?)\/+$/.exec(pathname) ?? [];
    return isRead && path !== undefined ? ctx.redirect(path + search, 308) : ctx.next();
  };
}
