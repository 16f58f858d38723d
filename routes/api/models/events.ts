import { methods } from "@/lib/http/define.ts";
import { sseResponse } from "@/lib/http/sse.ts";

export const handler = methods({
  GET: ({ state: { deps } }) =>
    sseResponse((signal) => deps.catalog.watch(signal), { heartbeatMs: deps.env.heartbeatMs }),
});
