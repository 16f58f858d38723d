import { depsOfChat } from "@/lib/chat/temporary.ts";
import { titleSession } from "@/lib/chat/title.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { requireSetup } from "@/lib/models/setup.ts";
import { TitleRequest } from "@/lib/shared/session.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const { session_id, model } = await readJson(req, TitleRequest);
    requireSetup(deps);
    return Response.json(await titleSession(depsOfChat(deps, session_id), { sessionId: session_id, model }));
  },
});
