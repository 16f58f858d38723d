import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { operationResponse } from "@/lib/http/operation.ts";
import { startLoad } from "@/lib/models/memory.ts";
import { LoadRequest } from "@/lib/shared/model_request.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const { name, keep_alive } = await readJson(req, LoadRequest);
    const operation = await startLoad(deps, { name, keepAlive: keep_alive ?? undefined });
    return operationResponse(req, operation, { heartbeatMs: deps.env.heartbeatMs });
  },
});
