import { pageMethods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { keepChat } from "@/lib/transfer/keep.ts";

export const handler = pageMethods({
  async POST(ctx) {
    const { id } = await keepChat(ctx.state.stored, readId(ctx.params, "temporary chat"));
    return ctx.redirect(`/chat/${id}`, 303);
  },
});
