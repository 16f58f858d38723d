import { methods } from "@/lib/http/define.ts";
import { readJson } from "@/lib/http/body.ts";
import { ConfigPatch } from "@/lib/shared/config.ts";

export const handler = methods({
  GET({ state: { deps } }) {
    return Response.json(deps.settings.config());
  },
  async PATCH({ req, state: { deps } }) {
    return Response.json(await deps.settings.patch(await readJson(req, ConfigPatch)));
  },
  DELETE({ state: { deps } }) {
    return Response.json(deps.settings.reset());
  },
});
