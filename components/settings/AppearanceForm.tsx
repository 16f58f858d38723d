/** How it looks, and which keys do what. */
import { Field } from "@/components/Field.tsx";
import { Reset } from "@/components/settings/Reset.tsx";
import { type FieldErrors, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import { ThemePicker } from "@/components/ThemePicker.tsx";
import type { Config } from "@/lib/shared/config.ts";
import { defaultKeys, keyActions } from "@/lib/shared/keys.ts";
import { type Theme, themeLabels } from "@/lib/shared/theme.ts";
import { useTexts } from "@/lib/texts/context.ts";

export interface AppearanceFormProps {
  config: Config;
  defaults: Config;
  typed?: Record<string, string>;
  errors: FieldErrors;
}

export function AppearanceForm({ config, defaults, typed = {}, errors }: AppearanceFormProps) {
  const { settings, live } = useTexts();
  const names = live.settings.appearance;
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
      <fieldset class="grid gap-4">
        <legend class="legend">{names["keys-send"]}</legend>
        <p id="keys-hint" class="hint">{settings.keysHint}</p>
        <div class="key-fields" data-key-fields>
          {keyActions.map((action) => (
            <Field
              key={action}
              name={`keys.${action}`}
              label={live.keys[action]}
              value={typed[`keys.${action}`] ?? config.keys[action]}
              placeholder={settings.keyOff}
              error={errors[`keys.${action}`]}
              beside={
                <Reset
                  name={`keys.${action}`}
                  label={live.keys[action]}
                  {...stored}
                  value={defaultKeys[action]}
                />
              }
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
            />
          ))}
        </div>
      </fieldset>
    </SettingsForm>
  );
}
