import { methods } from "@/lib/http/define.ts";

export const handler = methods({
  async GET({ state: { deps } }) {
    await deps.catalog.firstLook();
    return Response.json(deps.catalog.list());
  },
});
