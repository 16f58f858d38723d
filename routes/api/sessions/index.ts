import { createSession, listSessions } from "@/lib/chat/sessions.ts";
import { readJson, readQuery } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { NewSession, SessionQuery } from "@/lib/shared/session.ts";

export const handler = methods({
  GET: ({ url, state: { deps } }) => Response.json(listSessions(deps, readQuery(url, SessionQuery))),

  async POST({ req, state: { deps } }) {
    const wanted = await readJson(req, NewSession, { empty: {} });
    const session = wanted.temporary ? deps.temporary.create(wanted) : createSession(deps, wanted);
    return Response.json(session, { status: 201, headers: { Location: `/api/sessions/${session.id}` } });
  },
});
