import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { showModel } from "@/lib/models/show.ts";
import { ModelRequest } from "@/lib/shared/model_request.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const { name } = await readJson(req, ModelRequest);
    return Response.json(await showModel(deps, name));
  },
});
