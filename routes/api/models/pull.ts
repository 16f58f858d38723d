import { readJson } from "@/lib/http/body.ts";
import { methods } from "@/lib/http/define.ts";
import { sseResponse } from "@/lib/http/sse.ts";
import { startPull } from "@/lib/models/start_pull.ts";
import { PullRequest } from "@/lib/shared/model_request.ts";

export const handler = methods({
  async POST({ req, state: { deps } }) {
    const pull = startPull(deps, await readJson(req, PullRequest));
    return sseResponse((signal) => pull.watch(signal), { heartbeatMs: deps.env.heartbeatMs });
  },
});
