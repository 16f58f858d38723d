/** The form of the open tab. */
import { AdvancedForm } from "@/components/settings/AdvancedForm.tsx";
import { AppearanceForm } from "@/components/settings/AppearanceForm.tsx";
import { GeneralForm } from "@/components/settings/GeneralForm.tsx";
import { GenerationForm } from "@/components/settings/GenerationForm.tsx";
import type { SettingsTab } from "@/components/settings/SettingsTabs.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { sayProblems } from "@/lib/texts/problem.ts";
import type { SettingsView } from "@/lib/pages/settings_page.ts";

export function SettingsPanel({ tab, config, models, about, typed, ...view }: SettingsView<SettingsTab>) {
  const errors = sayProblems(view.errors, useTexts().problems);
  switch (tab) {
    case "general":
      return <GeneralForm config={config} models={models} errors={errors} typed={typed} />;
    case "generation":
      return <GenerationForm config={config} errors={errors} typed={typed} />;
    case "appearance":
      return <AppearanceForm theme={config.theme} />;
    case "advanced":
      return <AdvancedForm config={config} models={models} errors={errors} {...about} />;
  }
}
