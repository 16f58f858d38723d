import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { SettingsPanel } from "@/components/settings/SettingsPanel.tsx";
import { isSettingsTab, SettingsTabs } from "@/components/settings/SettingsTabs.tsx";
import { Toast } from "@/components/Toast.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { readForm } from "@/lib/pages/form.ts";
import { saveSettings } from "@/lib/pages/setting_forms.ts";
import { settingsView } from "@/lib/pages/settings_page.ts";
import { fill } from "@/lib/texts/text.ts";

export const handler = pageMethods({
  GET({ params, url, state: { deps } }) {
    const view = settingsView(deps, tabOf(params));
    return page({ ...view, isSaved: url.searchParams.has("saved") });
  },
  async POST(ctx) {
    const { deps } = ctx.state;
    const tab = tabOf(ctx.params);
    const answer = await saveSettings(deps, tab, await readForm(ctx.req));
    if ("location" in answer) return ctx.redirect(answer.location, 303);
    const isSaved = Object.keys(answer.errors).length === 0;
    return page({ ...settingsView(deps, tab), ...answer, isSaved }, { status: isSaved ? 200 : 400 });
  },
});

export default define.page<typeof handler>(function Settings({ data, state: { texts: { settings } } }) {
  return (
    <>
      <Head>
        <title>{fill(settings.tabTitle, { tab: settings.tabs[data.tab] })} · Chat WebUI</title>
      </Head>
      <Page title={settings.title}>
        <SettingsTabs />
        <SettingsPanel {...data} />
        {data.isSaved && <Toast text={settings.saved} />}
      </Page>
    </>
  );
});

function tabOf({ tab = "" }: Record<string, string>) {
  if (!isSettingsTab(tab)) throw new HttpError(404);
  return tab;
}
