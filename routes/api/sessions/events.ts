import { methods } from "@/lib/http/define.ts";
import { sseResponse } from "@/lib/http/sse.ts";

export const handler = methods({
  GET: ({ state: { deps } }) =>
    sseResponse((signal) => deps.sessionEvents.watch(signal), {
      heartbeatMs: deps.env.heartbeatMs,
    }),
});
