/** A request about a temporary chat, or a message of one, works with that chat's own dependencies. */
import type { Context, Middleware } from "fresh";
import { depsOfChat } from "@/lib/chat/temporary.ts";
import type { State } from "./define.ts";

export function ofTemporaryChats(): Middleware<State> {
  return (ctx: Context<State>) => {
    const [, id] = idPlace.exec(ctx.url.pathname) ?? [];
    if (id !== undefined) ctx.state.deps = depsOfChat(ctx.state.stored, id);
    return ctx.next();
  };
}

const idPlace = /^\/(?:chat|api\/(?:sessions|messages|chat))\/([0-9a-f-]{36})(?:\/|$)/i;
