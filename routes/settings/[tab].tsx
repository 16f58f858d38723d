import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Page } from "@/components/layout/Page.tsx";
import { SettingsPanel } from "@/components/settings/SettingsPanel.tsx";
import { isSettingsTab, SettingsTabs } from "@/components/settings/SettingsTabs.tsx";
import { Toast } from "@/components/Toast.tsx";
import { define, pageMethods } from "@/lib/http/define.ts";
import { readForm } from "@/lib/pages/form.ts";
import { actOnSettings } from "@/lib/pages/setting_forms.ts";
import { settingsView } from "@/lib/pages/settings_page.ts";
import { formatBytes } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export const handler = pageMethods({
  GET({ params, url, state: { deps } }) {
    const view = settingsView(deps, tabOf(params));
    const backup = view.about.backups.files.find(({ name }) => name === url.searchParams.get("backup"));
    return page({ ...view, isSaved: url.searchParams.has("saved"), backup });
  },
  async POST(ctx) {
    const { deps } = ctx.state;
    const tab = tabOf(ctx.params);
    const answer = await actOnSettings(deps, tab, await readForm(ctx.req));
    if ("location" in answer) return ctx.redirect(answer.location, 303);
    const { status, ...typed } = answer;
    const isSaved = status === 200 && !typed.test;
    return page({ ...settingsView(deps, tab), ...typed, isSaved, backup: undefined }, { status });
  },
});

export default define.page<typeof handler>(function Settings({ data, state: { texts } }) {
  const { settings, backup, live } = texts;
  const saved = data.backup
    ? fill(backup.saved, { name: data.backup.name, size: formatBytes(data.backup.bytes, live.format) })
    : data.isSaved && settings.saved;
  return (
    <>
      <Head>
        <title>{fill(settings.tabTitle, { tab: live.settings.tabs[data.tab] })} · Chat WebUI</title>
      </Head>
      <Page title={settings.title}>
        <SettingsTabs />
        <SettingsPanel {...data} />
        {saved && <Toast text={saved} />}
      </Page>
    </>
  );
});

function tabOf({ tab = "" }: Record<string, string>) {
  if (!isSettingsTab(tab)) throw new HttpError(404);
  return tab;
}
