/** What applies to the replies of this chat alone. Empty fields fall back to the settings, which are shown in them. */
import { Button } from "@/components/Button.tsx";
import { Field, TextArea } from "@/components/Field.tsx";
import { Popover } from "@/components/Popover.tsx";
import { Select } from "@/components/Select.tsx";
import { numberOptions, SettingLabel, shown, thinkChoices } from "@/components/settings/option_fields.tsx";
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";
import { useLiveTexts } from "@/lib/texts/context.ts";

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
  const { parameters, palette } = useLiveTexts();
  const { names, ranges } = parameters;
  const fallback = (name: keyof PromptOptions) => shown(defaults[name]) || parameters.modelDecides;
  return (
    <Popover id={parameterPanelId} kind="dialog" role="group" aria-label={parameters.title} data-parameters>
      <div class="card-head">
        <h2>{parameters.title}</h2>
        <Button
          type="button"
          look="quiet"
          popovertarget={parameterPanelId}
          popovertargetaction="hide"
        >
          {palette.close}
        </Button>
      </div>
      <TextArea
        name="system_prompt"
        label={names.system_prompt}
        rows={3}
        defaultValue={systemPrompt ?? ""}
        placeholder={defaultSystemPrompt ?? parameters.none}
      />
      <div class="field-grid">
        {numberOptions.map((name) => (
          <Field
            key={name}
            name={`options.${name}`}
            label={<SettingLabel text={names[name]} name={name} />}
            inputMode="decimal"
            autocomplete="off"
            defaultValue={shown(options[name])}
            placeholder={fallback(name)}
            title={ranges[name]}
          />
        ))}
        <Select
          name="options.think"
          label={<SettingLabel text={names.think} name="think" />}
          value={shown(options.think)}
          choices={thinkChoices(parameters)}
        />
      </div>
      <TextArea
        name="options.stop"
        label={<SettingLabel text={names.stop} name="stop" />}
        rows={1}
        defaultValue={shown(options.stop)}
        placeholder={defaults.stop ? fallback("stop") : parameters.oneALine}
      />
    </Popover>
  );
}
