import { chatSocketResponse } from "@/lib/http/chat_socket.ts";
import { methods } from "@/lib/http/define.ts";

export const handler = methods({
  GET: ({ req, state: { deps } }) => chatSocketResponse(deps, req),
});
