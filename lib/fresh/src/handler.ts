/** One request, from its URL to its Response. */
import type { Handler } from "./app.ts";
import type { Build } from "./build.ts";
import { printError, runChain } from "./chain.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { Context } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Method } from "./route.ts";
import type { Routes } from "./routes.ts";
import { statusText } from "./status_text.ts";

export function createHandler(
  routes: Routes,
  config: ResolvedFreshConfig,
  build: Build | undefined,
): Handler {
  const unmatched = routes.rootChain(() => {
    throw new HttpError(404);
  });
  const notAllowed = routes.rootChain((ctx) => {
    const { methods } = routes.router.match(ctx.url.pathname)!;
    if (ctx.req.method !== "OPTIONS") throw new HttpError(405);
    return new Response(null, { status: 204, headers: { allow: [...methods.keys()].join(", ") } });
  });
  routes.finish();

  return async (req, info = LOCAL) => {
    const url = requestUrl(req, config.trustProxy);
    const match = routes.router.match(url.pathname);
    const chain = match ? findMethod(match.methods, req.method) ?? notAllowed : unmatched;
    const { path: route = null, params = Object.create(null) } = match ?? {};
    const ctx = new Context({ config, req, url, params, route, info, build });
    const response = await runChain(ctx, chain).catch((error) => {
      printError(ctx, error);
      return errorResponse(error);
    });
    return req.method === "HEAD" && response.body ? await withoutBody(response) : response;
  };
}

const LOCAL = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 8000 },
  completed: Promise.resolve(),
} as Deno.ServeHandlerInfo<Deno.NetAddr>;

function findMethod<T>(methods: Map<string, T>, method: Method | string): T | undefined {
  return methods.get(method) ?? (method === "HEAD" ? methods.get("GET") : undefined);
}

function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replace(/\/{2,}/g, "/");
  }
  if (trustProxy) {
    const protocol = forwarded(req, "x-forwarded-proto");
    const host = forwarded(req, "x-forwarded-host");
    if (protocol === "http" || protocol === "https") url.protocol = protocol;
    if (host) {
      url.port = ""; // assigning a host without a port would keep it
      url.host = host;
    }
  }
  return url;
}

/** The first one, which the outermost proxy has set. */
function forwarded(req: Request, header: string): string | undefined {
  return req.headers.get(header)?.split(",")[0]?.trim();
}

function errorResponse(error: unknown): Response {
  if (!(error instanceof HttpError)) return new Response("Internal server error", { status: 500 });
  return new Response(error.message || statusText(error.status), { status: error.status });
}

async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  const { status, statusText, headers } = response;
  return new Response(null, { status, statusText, headers });
}
