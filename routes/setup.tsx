import { page } from "fresh";
import { Head } from "fresh/runtime";
import { LonePage } from "@/components/layout/LonePage.tsx";
import { ChooseStep } from "@/components/setup/ChooseStep.tsx";
import { ConnectStep } from "@/components/setup/ConnectStep.tsx";
import { Steps } from "@/components/setup/Steps.tsx";
import CommandPalette from "@/islands/CommandPalette.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { readForm } from "@/lib/pages/form.ts";
import { actOnSetup, setupView } from "@/lib/pages/setup_page.ts";
import { TextsContext } from "@/lib/texts/context.ts";

export const config = { skipInheritedLayouts: true };

export const handler = pageMethods({
  GET: ({ url, state: { deps } }) => page(setupView(deps, url.searchParams.get("step"))),
  async POST(ctx) {
    const answer = await actOnSetup(ctx.state.deps, await readForm(ctx.req));
    if ("location" in answer) return ctx.redirect(answer.location, 303);
    return page(answer.view, { status: answer.status });
  },
});

export default define.page<typeof handler>(function Setup({ data: view, state: { texts } }) {
  const { setup } = texts;
  const isFirst = view.step === "connect";
  const title = isFirst ? setup.connectTitle : setup.chooseTitle;
  return (
    <TextsContext.Provider value={texts}>
      <Head>
        <title>{title} · Chat WebUI</title>
      </Head>
      <LonePage
        title={title}
        lead={isFirst ? setup.connectLead : undefined}
      >
        <Steps current={isFirst ? 1 : 2} />
        {view.step === "connect" ? <ConnectStep {...view} /> : <ChooseStep {...view} />}
      </LonePage>
      <CommandPalette models={[]} />
    </TextsContext.Provider>
  );
});
