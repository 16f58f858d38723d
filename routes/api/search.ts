import { readQuery } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { searchMessages } from "@/lib/search/search.ts";
import { SearchQuery } from "@/lib/shared/search.ts";

export const handler = methods({
  GET: async ({ req, url, state: { deps } }) =>
    Response.json(await searchMessages(deps, readQuery(url, SearchQuery), req.signal)),
});
