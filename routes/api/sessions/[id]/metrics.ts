import { getSessionMetrics } from "@/lib/chat/transcript.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";

export const handler = methods({
  GET: ({ params, state: { deps } }) => Response.json(getSessionMetrics(deps, readId(params, "chat"))),
});
