import { getSession } from "@/lib/chat/sessions.ts";
import { readQuery } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { downloadResponse } from "@/lib/http/download.ts";
import { readId } from "@/lib/http/path.ts";
import { ExportQuery } from "@/lib/shared/transfer.ts";
import { exportSession } from "@/lib/transfer/export_json.ts";
import { exportMarkdown } from "@/lib/transfer/export_markdown.ts";

export const handler = methods({
  GET({ url, params, state: { deps } }) {
    const id = readId(params, "chat");
    const { format } = readQuery(url, ExportQuery);
    const name = getSession(deps, id).title;
    return format === "json"
      ? downloadResponse(exportSession(deps, id), { name, extension: ".json", type: "application/json" })
      : downloadResponse(exportMarkdown(deps, id), { name, extension: ".md", type: "text/markdown" });
  },
});
