import { healthReport } from "@/lib/http/health.ts";
import { methods } from "@/lib/http/define.ts";

export const handler = methods({
  GET({ state: { deps } }) {
    const report = healthReport(deps);
    return Response.json(report, { status: report.db_status === "ok" ? 200 : 503 });
  },
});
