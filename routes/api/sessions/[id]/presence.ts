import { getSession } from "@/lib/chat/sessions.ts";
import { readQuery } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { PresenceQuery } from "@/lib/shared/session.ts";

export const handler = methods({
  POST({ url, params, state: { deps } }) {
    const id = readId(params, "chat");
    const { left } = readQuery(url, PresenceQuery);
    if (!left) getSession(deps, id);
    else if (deps.temporary.holds(id)) deps.temporary.leave(id); // one that was closed is left afterwards
    return new Response(null, { status: 204 });
  },
});
