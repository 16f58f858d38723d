/** Middlewares, and those that are still to be loaded. */
import type { Context } from "./context.ts";

export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

export type Lazy<T> = () => Promise<T>;
export type MaybeLazy<T> = T | Lazy<T>;

/**
 * A middleware, or an async function that resolves to one. It is one function type, not
 * `MaybeLazy<Middleware>`, since TypeScript infers no parameter types from that union.
 */
export type MaybeLazyMiddleware<State> = (
  ctx: Context<State>,
) => Response | Promise<Response | Middleware<State>>;

/** A middleware that loads what it stands for with its first call. */
export function settled<State>(given: MaybeLazyMiddleware<State>): Middleware<State> {
  let loaded: Middleware<State> | undefined;
  return async (ctx) => {
    const result = await (loaded ?? given)(ctx);
    if (typeof result !== "function") return result;
    loaded = result;
    return await loaded(ctx);
  };
}
