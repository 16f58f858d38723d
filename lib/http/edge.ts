/**
 * The first middleware: every request passes it before anything else, static files included.
 *
 * Gives the request its id, its dependencies and its language, refuses foreign hosts and origins, sets the headers
 * of every answer and writes the log line. Knows no route.
 */
import type { Context, Middleware } from "fresh";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";
import { catalogue, type Texts } from "@/lib/texts/catalogue.ts";
import { chooseLanguage } from "@/lib/texts/language.ts";
import type { Served, State } from "./define.ts";
import { failureResponse } from "./errors.ts";
import { foreignLinkResponse } from "./foreign_link.ts";
import { judgeHost } from "./host_check.ts";
import { judgeOrigin, type OriginVerdict, preflightResponse, setCorsHeaders } from "./origin_check.ts";
import { isHtml, setSecurityHeaders } from "./security_headers.ts";

export interface EdgeOptions {
  /** Resolves at once but for the very first request. */
  deps: () => Deps | Promise<Deps>;
  served: Served;
}

export function edge({ deps: openDeps, served }: EdgeOptions): Middleware<State> {
  return async (ctx: Context<State>): Promise<Response> => {
    const began = performance.now();
    const requestId = ctx.state.requestId = crypto.randomUUID();
    const deps = ctx.state.deps = ctx.state.stored = await openDeps();
    ctx.state.served = served;
    const origin = judgeOrigin(ctx.req, { port: served.port, corsOrigins: deps.env.corsOrigins });
    const response = await answer(ctx, served, origin).catch((error) => failureResponse(ctx, error));
    const sealed = seal(response, requestId, origin);
    logRequest(ctx, sealed.status, performance.now() - began);
    return sealed;
  };
}

function textsFor({ settings }: Deps, { headers }: Request): Texts {
  return catalogue[chooseLanguage(settings.config().language, headers.get("accept-language"))];
}

const knownMethods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

async function answer(ctx: Context<State>, served: Served, origin: OriginVerdict): Promise<Response> {
  const { req, state: { deps } } = ctx;
  ctx.state.texts = textsFor(deps, req);
  const { host, allowedHosts } = deps.env;
  const verdict = judgeHost(req.headers.get("host"), req.url, { host, allowedHosts, port: served.port });
  if (verdict !== "ok") throw hostError(verdict, req);
  if (!knownMethods.has(req.method)) throw methodError(req.method);
  if (origin.from === "foreign") {
    const page = foreignLinkResponse(req, ctx.state.texts);
    if (page) return page;
    throw originError();
  }
  return origin.from === "invited" && preflightResponse(req) || await ctx.next();
}

function hostError(verdict: "missing" | "forbidden", req: Request): AppError {
  if (verdict === "missing") return new AppError("invalid_input", "The request names no host (Host header).");
  const host = JSON.stringify(req.headers.get("host")!.slice(0, 100));
  return new AppError(
    "forbidden_host",
    `This server does not answer to the name ${host}. Use its own address, or add the name to ALLOWED_HOSTS.`,
  );
}

function originError(): AppError {
  return new AppError(
    "forbidden_origin",
    "This request comes from another site. Sites that may call the API are listed in CORS_ORIGINS.",
  );
}

function methodError(method: string): AppError {
  return new AppError(
    "method_not_allowed",
    `The method ${JSON.stringify(method.slice(0, 20))} is not known here.`,
    {
      headers: { Allow: [...knownMethods].join(", ") },
    },
  );
}

function seal(response: Response, requestId: string, origin: OriginVerdict): Response {
  // An upgrade's response has to stay the very object; its headers are open.
  const sealed = hasOpenHeaders(response) ? response : new Response(response.body, response);
  setSecurityHeaders(sealed.headers);
  sealed.headers.set("X-Request-Id", requestId);
  if (isHtml(sealed.headers)) sealed.headers.append("Vary", "Accept-Language");
  if (origin.from === "invited") setCorsHeaders(sealed.headers, origin.origin);
  return sealed;
}

function hasOpenHeaders(response: Response): boolean {
  try {
    response.headers.delete("X-Powered-By");
    return true;
  } catch {
    return false; // immutable: Response.redirect() and what fetch() gives
  }
}

/** Never the query: it may hold what someone searches for. A path may be 64 KiB long. */
function logRequest({ req, url, state }: Context<State>, status: number, ms: number): void {
  if (state.deps !== state.stored && status < 500) return; // of a temporary chat nothing stays
  const level = status >= 500 ? "error" : url.pathname.startsWith("/_fresh/") ? "debug" : "info";
  state.deps.log[level]("request", {
    requestId: state.requestId,
    method: req.method,
    path: url.pathname.slice(0, 500),
    status,
    ms: Math.round(ms * 10) / 10,
  });
}
