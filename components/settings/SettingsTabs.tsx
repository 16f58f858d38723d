/** The four pages of settings. */
import { useTexts } from "@/lib/texts/context.ts";

export const settingsTabs = ["general", "generation", "appearance", "advanced"] as const;

export type SettingsTab = (typeof settingsTabs)[number];

export function isSettingsTab(text: string): text is SettingsTab {
  return (settingsTabs as readonly string[]).includes(text);
}

export function SettingsTabs() {
  const { settings, live: { settings: { tabs } } } = useTexts();
  return (
    <nav aria-label={settings.title} class="tabs">
      {settingsTabs.map((tab) => <a key={tab} href={`/settings/${tab}`}>{tabs[tab]}</a>)}
    </nav>
  );
}
