/** The four pages of settings. */
export const settingsTabs = ["general", "generation", "appearance", "advanced"] as const;

export type SettingsTab = (typeof settingsTabs)[number];

export function isSettingsTab(text: string): text is SettingsTab {
  return (settingsTabs as readonly string[]).includes(text);
}

export function SettingsTabs() {
  return (
    <nav aria-label="Settings" class="tabs">
      {settingsTabs.map((tab) => <a key={tab} href={`/settings/${tab}`}>{tabNames[tab]}</a>)}
    </nav>
  );
}

export const tabNames: Record<SettingsTab, string> = {
  general: "General",
  generation: "Generation",
  appearance: "Appearance",
  advanced: "Advanced",
};
