import { methods } from "@/lib/http/define.ts";
import { readModelName } from "@/lib/http/path.ts";
import { deleteModel } from "@/lib/models/remove.ts";

export const handler = methods({
  async DELETE({ params, state: { deps } }) {
    await deleteModel(deps, readModelName(params));
    return new Response(null, { status: 204 });
  },
});
