/** The parameters of every reply, unless the chat or the request says otherwise. */
import { Field, TextArea } from "@/components/Field.tsx";
import { Select } from "@/components/Select.tsx";
import { type FieldErrors, SettingLabel, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import type { Config } from "@/lib/shared/config.ts";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";

export interface GenerationFormProps {
  config: Config;
  typed?: Record<string, string>;
  errors: FieldErrors;
}

export function GenerationForm({ config, typed = {}, errors }: GenerationFormProps) {
  const value = (name: keyof PromptOptions) => typed[`options.${name}`] ?? shown(config.options[name]);
  return (
    <SettingsForm tab="generation">
      <TextArea
        name="system_prompt"
        label={<SettingLabel text="System prompt" name="system_prompt" />}
        rows={4}
        value={typed.system_prompt ?? config.system_prompt ?? ""}
        error={errors.system_prompt}
        hint="Comes first in every chat that has none of its own."
      />
      <div class="field-grid">
        {numbers.map(({ name, text, range }) => (
          <Field
            key={name}
            name={`options.${name}`}
            label={<SettingLabel text={text} name={name} />}
            inputMode="decimal"
            value={value(name)}
            placeholder="Model decides"
            error={errors[`options.${name}`]}
            hint={range}
            autocomplete="off"
          />
        ))}
        <Select
          name="options.think"
          label={<SettingLabel text="Thinking" name="think" />}
          value={value("think")}
          error={errors["options.think"]}
          choices={thinkChoices}
          hint="Only for models that can."
        />
      </div>
      <TextArea
        name="options.stop"
        label={<SettingLabel text="Stop texts" name="stop" />}
        rows={2}
        value={value("stop")}
        error={errors["options.stop"]}
        hint="One a line. The reply ends before the first of them."
      />
    </SettingsForm>
  );
}

export const numbers: { name: keyof PromptOptions; text: string; range: string }[] = [
  { name: "temperature", text: "Temperature", range: "0 to 2; lower is steadier" },
  { name: "top_p", text: "Top p", range: "0 to 1" },
  { name: "top_k", text: "Top k", range: "0 to 1000" },
  { name: "min_p", text: "Min p", range: "0 to 1" },
  { name: "repeat_penalty", text: "Repeat penalty", range: "0 to 2" },
  { name: "context_window", text: "Context window", range: "256 or more; needs memory" },
  { name: "max_tokens", text: "Longest reply", range: "In tokens; -1 has no limit" },
  { name: "seed", text: "Seed", range: "Same seed, same reply" },
];

export const thinkChoices = [
  { value: "", label: "Model decides" },
  { value: "true", label: "On" },
  { value: "false", label: "Off" },
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
];

/** An option as a form shows it: empty means "not sent". */
export function shown(value: PromptOptions[keyof PromptOptions]): string {
  if (value === null) return "";
  return Array.isArray(value) ? value.join("\n") : String(value);
}
