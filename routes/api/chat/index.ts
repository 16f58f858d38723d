import * as z from "zod";
import { depsOfBody } from "@/lib/chat/temporary.ts";
import { repeatedReply, startTurn } from "@/lib/chat/start_turn.ts";
import { checkBody, readJson } from "@/lib/http/body.ts";
import { bodyLimit } from "@/lib/http/body_bytes.ts";
import { methods } from "@/lib/http/define.ts";
import { replyResponse } from "@/lib/http/reply.ts";
import { ChatRequest } from "@/lib/shared/chat.ts";

export const handler = methods({
  async POST({ req, state }) {
    const body = await readJson(req, z.unknown(), { limit: bodyLimit.chat });
    const deps = depsOfBody(state.deps, body);
    const replyId = repeatedReply(deps, body) ?? await startTurn(deps, checkBody(body, ChatRequest));
    return replyResponse(deps, replyId);
  },
});
