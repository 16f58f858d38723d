/** What every route has at hand, and how a route says which methods it has. */
import { type Context, createDefine } from "fresh";
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";

/** Where this process is reached; filled in as soon as it listens. */
export interface Served {
  port: number | null;
}

export interface State {
  /** Of the chat that the address names: a temporary one has its own. */
  deps: Deps;
  /** Of all that is stored. */
  stored: Deps;
  served: Served;
  /** Ours; also in the `X-Request-Id` header of the answer. */
  requestId: string;
  /** For pages, in the reader's language. The API speaks English. */
  texts: Texts;
}

export const define = createDefine<State>();

export type ApiHandler = (ctx: Context<State>) => Response | Promise<Response>;

/**
 * The handler of an API route. A method that it lacks is 405 with `Allow` (a Fresh route would answer 404),
 * HEAD is GET, OPTIONS is answered.
 */
export function methods(handlers: Partial<Record<"GET" | "POST" | "PUT" | "PATCH" | "DELETE", ApiHandler>>) {
  const refuse = refuseWith(handlers);
  return async (ctx: Context<State>): Promise<Response> => {
    const { method } = ctx.req;
    const handler = handlers[(method === "HEAD" ? "GET" : method) as keyof typeof handlers];
    if (!handler) return refuse(ctx);
    return method === "HEAD" ? withoutBody(await handler(ctx)) : await handler(ctx);
  };
}

/** The handlers of a page: a method that it lacks is 405 too, in the words of a page. */
export const pageMethods: typeof define.handlers = (handlers) => {
  const refuse = refuseWith(handlers);
  const lacking = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map((method) => [method, refuse]);
  return { ...Object.fromEntries(lacking), ...handlers };
};

function refuseWith(handlers: object): (ctx: Context<State>) => Response {
  const names = Object.keys(handlers);
  const allow = [...names, ...(names.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return ({ req: { method }, url: { pathname } }) => {
    if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
    throw new AppError("method_not_allowed", `${pathname} has no ${method}. It has ${allow}.`, {
      headers: { Allow: allow },
    });
  };
}

/** The body is ended, not just dropped: behind it may be a stream with readers to count. */
async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}
