import { listMessages } from "@/lib/chat/transcript.ts";
import { readQuery } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { MessageQuery } from "@/lib/shared/message.ts";

export const handler = methods({
  GET: ({ url, params, state: { deps } }) =>
    Response.json(listMessages(deps, { sessionId: readId(params, "chat"), ...readQuery(url, MessageQuery) })),
});
