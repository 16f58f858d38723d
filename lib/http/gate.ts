/**
 * The gate: with ACCESS_PASSWORD set only the login, static files and a bare health answer are for everyone.
 *
 * Static files come before it in the chain. Knows cookies and headers; who may pass is lib/access.
 */
import type { Context, Middleware } from "fresh";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";
import type { State } from "./define.ts";
import { failureResponse } from "./errors.ts";
import { healthReport, healthStatus } from "./health.ts";
import { readLoginCookie } from "./login_cookie.ts";

export function gate(): Middleware<State> {
  return async (ctx: Context<State>): Promise<Response> => {
    const { pathname } = ctx.url;
    if (ctx.state.deps.access.isOpen || alwaysOpen.has(pathname)) return await ctx.next();
    let isAllowed: boolean;
    try {
      isAllowed = await isKnown(ctx);
    } catch (error) {
      return failureResponse(ctx, error);
    }
    if (isAllowed) return await ctx.next();
    if (pathname === "/api/health") return bareHealth(ctx.state.deps);
    if (isPage(pathname)) return ctx.redirect(`/login${wayBack(ctx)}`, 303);
    return failureResponse(
      ctx,
      new AppError("unauthorized", "Log in first, or send the password as Bearer."),
    );
  };
}

/** For whoever watches over the process: whether all is well, and nothing else. */
function bareHealth(deps: Deps): Response {
  const { status, db_status } = healthReport(deps);
  return Response.json({ status }, { status: healthStatus(db_status) });
}

/** Where a person wanted to go: a path of ours, nothing that a browser could take for another host. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])[^\\]*$/.test(next) ? next : "/chat";
}

const alwaysOpen = new Set(["/login", "/api/login", "/api/logout"]);

/** Throws `unauthorized` or `rate_limited` for a password that does not pass. */
async function isKnown({ req, state: { deps: { access }, served } }: Context<State>): Promise<boolean> {
  const [, password] = /^Bearer +(.+)$/i.exec(req.headers.get("authorization") ?? "") ?? [];
  if (password !== undefined) {
    await access.check(asUtf8(password));
    return true;
  }
  const secret = readLoginCookie(req, served.port);
  return secret !== undefined && await access.isLoggedIn(secret);
}

/** Header bytes come as one character each, and programs such as curl send UTF-8; what is not stays as it is. */
function asUtf8(text: string): string {
  try {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

function isPage(path: string): boolean {
  return !path.startsWith("/api/") && !path.startsWith("/ws/");
}

function wayBack({ req, url }: Context<State>): string {
  if (req.method !== "GET" || url.pathname === "/") return "";
  return `?next=${encodeURIComponent(url.pathname + url.search)}`;
}
