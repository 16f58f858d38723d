/** Second step of the wizard: how it looks, and which model answers. */
import { Button } from "@/components/Button.tsx";
import { Select } from "@/components/Select.tsx";
import { ThemePicker } from "@/components/ThemePicker.tsx";
import { useTexts } from "@/lib/texts/context.ts";
import type { Theme } from "@/lib/shared/theme.ts";

export interface ChooseStepProps {
  theme: Theme;
  models: string[];
  defaultModel: string | null;
}

export function ChooseStep({ theme, models, defaultModel }: ChooseStepProps) {
  const { setup } = useTexts();
  return (
    <form method="post" action="/setup" class="wizard">
      <div class="field">
        <span class="legend">{setup.theme}</span>
        <ThemePicker value={theme} />
      </div>
      <Select
        name="default_model"
        label={setup.defaultModel}
        value={defaultModel ?? models[0] ?? ""}
        choices={models.length > 0 ? models.map(named) : [{ value: "", label: setup.noModel }]}
        hint={models.length > 0 ? setup.modelHint : setup.noModelHint}
      />
      <div class="wizard-buttons">
        <a href="/setup" aria-current="false" class="btn btn-quiet">{setup.back}</a>
        <Button name="action" value="finish" look="primary">{setup.finish}</Button>
      </div>
    </form>
  );
}

function named(name: string) {
  return { value: name, label: name };
}
