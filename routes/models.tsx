import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Banner } from "@/components/Banner.tsx";
import { Page } from "@/components/layout/Page.tsx";
import { ModelDetails } from "@/components/models/ModelDetails.tsx";
import { ModelsView } from "@/components/models/ModelsView.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { readForm } from "@/lib/pages/form.ts";
import { actOnModels, modelsPage } from "@/lib/pages/models_page.ts";

export const handler = pageMethods({
  GET: async ({ url, state: { deps } }) => page(await modelsPage(deps, url.searchParams)),
  async POST(ctx) {
    const { deps } = ctx.state;
    const answer = await actOnModels(deps, await readForm(ctx.req));
    if ("location" in answer) return ctx.redirect(answer.location, 303);
    return page({ ...await modelsPage(deps, new URLSearchParams()), ...answer });
  },
});

export default define.page<typeof handler>(function Models(
  { data: { details, problem, ...view }, state: { texts: { models } } },
) {
  return (
    <>
      <Head>
        <title>{models.title} · Chat WebUI</title>
      </Head>
      <Page title={models.title} banner={problem && <Banner title={models.notDone} cause={problem} />}>
        <ModelsView {...view}>{details && <ModelDetails {...details} />}</ModelsView>
      </Page>
    </>
  );
});
