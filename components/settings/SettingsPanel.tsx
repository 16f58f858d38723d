/** The form of the open tab. */
import { AdvancedForm } from "@/components/settings/AdvancedForm.tsx";
import { AppearanceForm } from "@/components/settings/AppearanceForm.tsx";
import { GeneralForm } from "@/components/settings/GeneralForm.tsx";
import { GenerationForm } from "@/components/settings/GenerationForm.tsx";
import type { SettingsTab } from "@/components/settings/SettingsTabs.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import { sayProblems } from "@/lib/texts/problem.ts";
import type { SettingsView } from "@/lib/pages/settings_page.ts";

export function SettingsPanel(
  { tab, config, defaults, models, about, typed, ...view }: SettingsView<SettingsTab>,
) {
  const form = { config, defaults, errors: sayProblems(view.errors, useTexts().problems), typed };
  switch (tab) {
    case "general":
      return <GeneralForm {...form} models={models} test={view.test} />;
    case "generation":
      return <GenerationForm {...form} />;
    case "appearance":
      return <AppearanceForm {...form} />;
    case "advanced":
      return <AdvancedForm {...form} models={models} {...about} />;
  }
}
