import { methods } from "@/lib/http/define.ts";
import { downloadResponse } from "@/lib/http/download.ts";
import { exportAll } from "@/lib/transfer/export_json.ts";

export const handler = methods({
  GET: ({ state: { deps } }) =>
    downloadResponse(exportAll(deps), {
      name: `chats ${new Date(deps.now()).toISOString().slice(0, 10)}`,
      extension: ".jsonl",
      type: "application/x-ndjson",
    }),
});
