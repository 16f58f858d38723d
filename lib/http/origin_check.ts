/**
 * Which other sites may speak to this server from a browser: none, but for CORS_ORIGINS and the API.
 *
 * `same-site` is as foreign as `cross-site`: every other port of localhost is "the same site".
 */
import { isOwnLoopback } from "./host_check.ts";

export interface OriginRules {
  port: number | null;
  corsOrigins: readonly string[];
}

/** `own` also stands for what no browser sent: curl, scripts. */
export type OriginVerdict = { from: "own" } | { from: "invited"; origin: string } | { from: "foreign" };

export function judgeOrigin(req: Request, rules: OriginRules): OriginVerdict {
  const site = req.headers.get("sec-fetch-site");
  const origin = req.headers.get("origin")?.toLowerCase() ?? null;
  const isOwn = site !== null
    ? site === "same-origin" || site === "none"
    : origin === null || isOwnOrigin(origin, req.headers.get("host") ?? "", rules.port);
  if (isOwn) return { from: "own" };
  const isInvited = origin !== null && isApi(req) && rules.corsOrigins.includes(origin);
  return isInvited ? { from: "invited", origin } : { from: "foreign" };
}

/** The answer to an invited site's preflight; undefined when the request is none. */
export function preflightResponse(req: Request): Response | undefined {
  if (req.method !== "OPTIONS" || !req.headers.has("access-control-request-method")) return;
  return new Response(null, {
    status: 204,
    headers: {
      "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
      "Access-Control-Allow-Headers": "Content-Type, Authorization, Last-Event-ID, Accept",
      "Access-Control-Allow-Private-Network": "true",
      "Access-Control-Max-Age": "600",
    },
  });
}

export function setCorsHeaders(headers: Headers, origin: string): void {
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Expose-Headers", "X-Request-Id, Location, Retry-After, Allow");
  headers.append("Vary", "Origin");
}

function isOwnOrigin(origin: string, host: string, port: number | null): boolean {
  const [, scheme = "", authority = ""] = /^(https?):\/\/(.+)$/.exec(origin) ?? [];
  if (scheme === "") return false;
  return authority === host.toLowerCase() || (port !== null && isOwnLoopback(authority, port));
}

function isApi(req: Request): boolean {
  return new URL(req.url).pathname.startsWith("/api/");
}
