/** The parameters of every reply, unless the chat or the request says otherwise. */
import { Field, TextArea } from "@/components/Field.tsx";
import { Select } from "@/components/Select.tsx";
import { numberOptions, SettingLabel, shown, thinkChoices } from "@/components/settings/option_fields.tsx";
import { Reset } from "@/components/settings/Reset.tsx";
import { type FieldErrors, refusal, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import type { Config } from "@/lib/shared/config.ts";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";
import { useTexts } from "@/lib/texts/context.ts";

export interface GenerationFormProps {
  config: Config;
  defaults: Config;
  typed?: Record<string, string>;
  errors: FieldErrors;
}

export function GenerationForm({ config, defaults, typed = {}, errors }: GenerationFormProps) {
  const { generation, live: { parameters } } = useTexts();
  const { names, ranges } = parameters;
  const value = (name: keyof PromptOptions) => typed[`options.${name}`] ?? shown(config.options[name]);
  const reset = (name: string, label: string) => (
    <Reset name={name} label={label} config={config} defaults={defaults} />
  );
  return (
    <SettingsForm tab="generation">
      <TextArea
        name="system_prompt"
        label={<SettingLabel text={names.system_prompt} name="system_prompt" />}
        beside={reset("system_prompt", names.system_prompt)}
        rows={4}
        value={typed.system_prompt ?? config.system_prompt ?? ""}
        {...refusal(errors, "system_prompt")}
        hint={generation.systemPromptHint}
      />
      <div class="field-grid">
        {numberOptions.map((name) => (
          <Field
            key={name}
            name={`options.${name}`}
            label={<SettingLabel text={names[name]} name={name} />}
            beside={reset(`options.${name}`, names[name])}
            inputMode="decimal"
            value={value(name)}
            placeholder={parameters.modelDecides}
            {...refusal(errors, `options.${name}`)}
            hint={ranges[name]}
            autocomplete="off"
          />
        ))}
        <Select
          name="options.think"
          label={<SettingLabel text={names.think} name="think" />}
          beside={reset("options.think", names.think)}
          value={value("think")}
          {...refusal(errors, "options.think")}
          choices={thinkChoices(parameters)}
          hint={generation.thinkingHint}
        />
      </div>
      <TextArea
        name="options.stop"
        label={<SettingLabel text={names.stop} name="stop" />}
        beside={reset("options.stop", names.stop)}
        rows={2}
        value={value("stop")}
        {...refusal(errors, "options.stop")}
        hint={generation.stopHint}
      />
    </SettingsForm>
  );
}
