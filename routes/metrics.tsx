import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { MetricsView } from "@/components/metrics/MetricsView.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { summariseMetrics } from "@/lib/metrics/summary.ts";

export const handler = pageMethods({
  GET: async ({ state: { deps } }) => page(await summariseMetrics(deps)),
});

export default define.page<typeof handler>(function Metrics({ data, state: { texts: { metrics } } }) {
  return (
    <>
      <Head>
        <title>{metrics.title} · Chat WebUI</title>
      </Head>
      <Page title={metrics.title}>
        <MetricsView {...data} />
      </Page>
    </>
  );
});
