import { startTurn } from "@/lib/chat/start_turn.ts";
import { bodyLimit, readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { replyResponse } from "@/lib/http/reply.ts";
import { ChatRequest } from "@/lib/shared/chat.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const request = await readJson(req, ChatRequest, { limit: bodyLimit.chat });
    return replyResponse(deps, await startTurn(deps, request));
  },
});
