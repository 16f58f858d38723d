import { methods } from "@/lib/http/define.ts";

export const handler = methods({
  GET: ({ state: { deps } }) => Response.json({ items: deps.catalog.pulls.list() }),
});
