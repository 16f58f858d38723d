import { methods } from "@/lib/http/define.ts";
import { readModelName } from "@/lib/http/path.ts";

export const handler = methods({
  async DELETE({ params, state: { deps } }) {
    await deps.catalog.pulls.cancel(readModelName(params));
    return new Response(null, { status: 204 });
  },
});
