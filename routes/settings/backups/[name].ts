import { pageMethods } from "@/lib/http/define.ts";
import { fileResponse } from "@/lib/http/download.ts";

export const handler = pageMethods({
  GET({ params, state: { stored: { backups } } }) {
    return fileResponse(backups.get(params.name!), "application/vnd.sqlite3");
  },
});
