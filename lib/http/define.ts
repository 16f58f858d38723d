/** What every route has at hand, and how an API route says which methods it has. */
import { type Context, createDefine } from "fresh";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";

/** Where this process is reached; filled in as soon as it listens. */
export interface Served {
  port: number | null;
}

export interface State {
  deps: Deps;
  served: Served;
  /** Ours; also in the `X-Request-Id` header of the answer. */
  requestId: string;
}

export const define = createDefine<State>();

export type ApiHandler = (ctx: Context<State>) => Response | Promise<Response>;

/**
 * The handler of an API route. A method that it lacks is 405 with `Allow` (a Fresh route would answer 404),
 * HEAD is GET, OPTIONS is answered.
 */
export function methods(handlers: Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", ApiHandler>>) {
  const names = Object.keys(handlers);
  const allow = [...names, ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return async (ctx: Context<State>): Promise<Response> => {
    const { method } = ctx.req;
    const handler = handlers[(method === "HEAD" ? "GET" : method) as keyof typeof handlers];
    if (handler) return method === "HEAD" ? withoutBody(await handler(ctx)) : await handler(ctx);
    if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
    throw new AppError("method_not_allowed", `${ctx.url.pathname} has no ${method}. It has ${allow}.`, {
      headers: { Allow: allow },
    });
  };
}

/** The body is ended, not just dropped: behind it may be a stream with readers to count. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}
