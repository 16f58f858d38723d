import { depsOfChat } from "@/lib/chat/temporary.ts";
import { titleSession } from "@/lib/chat/title.ts";
import { SetupRequiredError } from "@/lib/errors.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { TitleRequest } from "@/lib/shared/session.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const { session_id, model } = await readJson(req, TitleRequest);
    if (!deps.settings.config().setup_complete) throw new SetupRequiredError();
    return Response.json(await titleSession(depsOfChat(deps, session_id), { sessionId: session_id, model }));
  },
});
