import { regenerateReply } from "@/lib/chat/again.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { replyResponse } from "@/lib/http/reply.ts";
import { RegenerateRequest } from "@/lib/shared/chat.ts";

export const handler = methods({
  async POST({ req, params, state: { deps } }) {
    const request = await readJson(req, RegenerateRequest, { empty: {} });
    return replyResponse(deps, await regenerateReply(deps, readId(params, "message"), request));
  },
});
