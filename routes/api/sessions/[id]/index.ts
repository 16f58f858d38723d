import { deleteSession, getSession, updateSession } from "@/lib/chat/sessions.ts";
import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { readId } from "@/lib/http/path.ts";
import { SessionPatch } from "@/lib/shared/session.ts";

export const handler = methods({
  GET: ({ params, state: { deps } }) => Response.json(getSession(deps, readId(params, "chat"))),

  async PATCH({ req, params, state: { deps } }) {
    const id = readId(params, "chat");
    return Response.json(updateSession(deps, id, await readJson(req, SessionPatch)));
  },

  async DELETE({ params, state: { deps } }) {
    await deleteSession(deps, readId(params, "chat"));
    return new Response(null, { status: 204 });
  },
});
