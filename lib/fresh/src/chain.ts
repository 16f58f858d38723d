/**
 * The chain of a route: for each node from the root down, an error handler around its middlewares.
 *
 * Knows nothing of how routes are found or what their handlers give.
 */
import { type Context, internals } from "./context.ts";
import { HttpError } from "./http_error.ts";
import type { Middleware } from "./middleware.ts";
import type { Any } from "./route.ts";
import type { Scope } from "./scope.ts";

export interface Level {
  scope: Scope;
  onError: Middleware<Any> | undefined;
  middlewares: Middleware<Any>[];
}

export interface Chain {
  /** The first one is the root's. */
  levels: Level[];
  notFound: Middleware<Any> | undefined;
}

/** Gives the Response of the chain's middlewares, or throws what none of its error handlers took. */
export function runChain(ctx: Context<Any>, chain: Chain): Promise<Response> {
  return enterLevel(ctx, chain, 0);
}

async function enterLevel(ctx: Context<Any>, chain: Chain, index: number): Promise<Response> {
  const level = chain.levels[index];
  if (level === undefined) throw new HttpError(404);
  try {
    return await runMiddleware(ctx, chain, index, 0);
  } catch (error) {
    ctx[internals].scope = level.scope;
    if (!chain.notFound || !isNotFound(error)) return await answerError(ctx, level, error);
    if (index > 0) throw error;
    ctx.error = error;
    return await checked(chain.notFound, ctx).catch((next) => answerError(ctx, level, next));
  }
}

async function answerError(ctx: Context<Any>, level: Level, error: unknown): Promise<Response> {
  if (level.onError === undefined) throw error;
  printError(ctx, error);
  ctx.error = error;
  return await checked(level.onError, ctx);
}

function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}

async function runMiddleware(
  ctx: Context<Any>,
  chain: Chain,
  index: number,
  position: number,
): Promise<Response> {
  const level = chain.levels[index]!;
  const middleware = level.middlewares[position];
  if (middleware === undefined) return await enterLevel(ctx, chain, index + 1);
  ctx[internals].scope = level.scope;
  ctx.next = async () => {
    try {
      return await runMiddleware(ctx, chain, index, position + 1);
    } finally {
      ctx[internals].scope = level.scope;
    }
  };
  return await checked(middleware, ctx);
}

async function checked(middleware: Middleware<Any>, ctx: Context<Any>): Promise<Response> {
  const response = await middleware(ctx);
  if (response instanceof Response) return response;
  throw new TypeError(`A handler or middleware must return a Response, not ${typeof response}`);
}

/** Writes what was thrown to the console, once, unless it is the client's doing. */
export function printError(ctx: Context<Any>, error: unknown): void {
  const { printed } = ctx[internals];
  if (printed.has(error) || (error instanceof HttpError && error.status < 500)) return;
  printed.add(error);
  console.error(error);
}
