import { saveDraft } from "@/lib/chat/sessions.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { Draft } from "@/lib/shared/session.ts";

export const handler = methods({
  async PUT({ req, params, state: { deps } }) {
    const { content } = await readJson(req, Draft);
    saveDraft(deps, readId(params, "chat"), content);
    return new Response(null, { status: 204 });
  },
});
