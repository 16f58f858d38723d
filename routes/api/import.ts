import { readQuery } from "@/lib/http/body.ts";
import { bodyLimit, readRaw, refuseForm } from "@/lib/http/body_bytes.ts";
import { methods } from "@/lib/http/define.ts";
import { ImportQuery } from "@/lib/shared/transfer.ts";
import { importChats } from "@/lib/transfer/import.ts";

export const handler = methods({
  async POST({ req, url, state: { deps } }) {
    const { dry_run: isDryRun } = readQuery(url, ImportQuery);
    refuseForm(req);
    const body = readRaw(req, bodyLimit.import);
    return Response.json(await importChats(deps, body, { isDryRun, signal: req.signal }));
  },
});
