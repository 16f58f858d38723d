import { methods } from "@/lib/http/define.ts";
import { readLoadedList } from "@/lib/models/loaded_list.ts";

export const handler = methods({
  GET: async ({ state: { deps } }) => Response.json(await readLoadedList(deps.catalog)),
});
