import { stopReply } from "@/lib/chat/messages.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";

export const handler = methods({
  POST: async ({ params, state: { deps } }) => Response.json(await stopReply(deps, readId(params, "reply"))),
});
