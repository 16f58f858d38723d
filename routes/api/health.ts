import { healthReport, healthStatus } from "@/lib/http/health.ts";
import { methods } from "@/lib/http/define.ts";

export const handler = methods({
  GET({ state: { deps } }) {
    const report = healthReport(deps);
    return Response.json(report, { status: healthStatus(report.db_status) });
  },
});
