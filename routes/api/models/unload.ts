import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { operationResponse } from "@/lib/http/operation.ts";
import { startUnload } from "@/lib/models/memory.ts";
import { ModelRequest } from "@/lib/shared/model_request.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const operation = await startUnload(deps, await readJson(req, ModelRequest));
    return operationResponse(req, operation, { heartbeatMs: deps.env.heartbeatMs });
  },
});
