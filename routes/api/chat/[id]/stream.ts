import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { readAfter, replyResponse } from "@/lib/http/reply.ts";

export const handler = methods({
  GET: ({ req, url, params, state: { deps } }) =>
    replyResponse(deps, readId(params, "reply"), readAfter(req, url)),
});
