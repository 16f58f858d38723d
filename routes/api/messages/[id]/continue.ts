import { continueReply } from "@/lib/chat/again.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { replyResponse } from "@/lib/http/reply.ts";
import { ContinueRequest } from "@/lib/shared/chat.ts";

export const handler = methods({
  async POST({ req, params, state: { deps } }) {
    const request = await readJson(req, ContinueRequest, { empty: {} });
    return replyResponse(deps, await continueReply(deps, readId(params, "message"), request));
  },
});
