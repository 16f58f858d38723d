/** How it looks, and which keys do what. */
import { KeySettings } from "@/components/settings/KeySettings.tsx";
import { Reset } from "@/components/settings/Reset.tsx";
import { type FieldErrors, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import { ThemePicker } from "@/components/ThemePicker.tsx";
import type { Config } from "@/lib/shared/config.ts";
import { type Theme, themeLabels } from "@/lib/shared/theme.ts";
import { useTexts } from "@/lib/texts/context.ts";

export interface AppearanceFormProps {
  config: Config;
  defaults: Config;
  typed?: Record<string, string>;
  errors: FieldErrors;
}

export function AppearanceForm({ config, defaults, typed = {}, errors }: AppearanceFormProps) {
  const { appearance: names } = useTexts().live.settings;
  const stored = { config, defaults };
  return (
    <SettingsForm tab="appearance">
      <div class="field">
        <div class="field-head">
          <span class="legend">{names.theme}</span>
          <Reset name="theme" label={names.theme} {...stored} value={themeLabels[defaults.theme]} />
        </div>
        <ThemePicker value={typed.theme as Theme | undefined ?? config.theme} />
      </div>
      <KeySettings {...stored} typed={typed} errors={errors} />
    </SettingsForm>
  );
}
