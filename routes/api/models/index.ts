import { methods } from "@/lib/http/define.ts";

export const handler = methods({
  GET: ({ state: { deps } }) => Response.json(deps.catalog.list()),
});
