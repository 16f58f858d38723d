import { SearchQuery } from "@/lib/shared/search.ts";
import { ok, type OperationGroup } from "../operation.ts";
import { SearchPage } from "../responses/search.ts";

export const search: OperationGroup = {
  name: "Search",
  words: "Finds messages by their words, in all chats that are stored.",
  operations: [
    {
      method: "get",
      path: "/api/search",
      summary: "Search in messages",
      description: "All branches, archived chats too, not titles. All words must match, prefixes match, " +
        '`"exact phrase"`, `-not`; scripts without spaces match by substring. An empty `q` finds nothing. ' +
        "`model` narrows it to the replies of that model. `from` and `to` are days of UTC or times with a zone, both " +
        "included.",
      query: SearchQuery,
      answers: [ok(SearchPage, "The best first. Ranges count UTF-16 code units of the snippet.")],
      errors: ["invalid_input", "not_found"],
    },
  ],
};
