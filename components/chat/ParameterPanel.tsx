/** What applies to the replies of this chat alone. Empty fields fall back to the settings, which are shown in them. */
import { Field, TextArea } from "@/components/Field.tsx";
import { Popover } from "@/components/Popover.tsx";
import { Select } from "@/components/Select.tsx";
import { numbers, shown, thinkChoices } from "@/components/settings/GenerationForm.tsx";
import { SettingLabel } from "@/components/settings/SettingsForm.tsx";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";

export const parameterPanelId = "parameters";

export interface ParameterPanelProps {
  options: PromptOptions;
  defaults: PromptOptions;
  systemPrompt: string | null;
  defaultSystemPrompt: string | null;
}

export function ParameterPanel(
  { options, defaults, systemPrompt, defaultSystemPrompt }: ParameterPanelProps,
) {
  const fallback = (name: keyof PromptOptions) => shown(defaults[name]) || "Model decides";
  return (
    <Popover id={parameterPanelId} kind="dialog" role="group" aria-label="Parameters" data-parameters>
      <TextArea
        name="system_prompt"
        label="System prompt"
        rows={3}
        defaultValue={systemPrompt ?? ""}
        placeholder={defaultSystemPrompt ?? "None"}
      />
      <div class="field-grid">
        {numbers.map(({ name, text, range }) => (
          <Field
            key={name}
            name={`options.${name}`}
            label={<SettingLabel text={text} name={name} />}
            inputMode="decimal"
            autocomplete="off"
            defaultValue={shown(options[name])}
            placeholder={fallback(name)}
            title={range}
          />
        ))}
        <Select
          name="options.think"
          label={<SettingLabel text="Thinking" name="think" />}
          value={shown(options.think)}
          choices={thinkChoices}
        />
      </div>
      <TextArea
        name="options.stop"
        label={<SettingLabel text="Stop texts" name="stop" />}
        rows={1}
        defaultValue={shown(options.stop)}
        placeholder={defaults.stop ? fallback("stop") : "One a line"}
      />
    </Popover>
  );
}
