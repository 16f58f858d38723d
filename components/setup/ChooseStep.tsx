/** Second step of the wizard: how it looks, and which model answers. */
import { Button } from "@/components/Button.tsx";
import { Select } from "@/components/Select.tsx";
import { ThemePicker } from "@/components/ThemePicker.tsx";
import type { Theme } from "@/lib/shared/theme.ts";

export interface ChooseStepProps {
  theme: Theme;
  models: string[];
  defaultModel: string | null;
}

export function ChooseStep({ theme, models, defaultModel }: ChooseStepProps) {
  return (
    <form method="post" action="/setup" class="wizard">
      <div class="field">
        <span class="legend">Theme</span>
        <ThemePicker value={theme} />
      </div>
      <Select
        name="default_model"
        label="Default model"
        value={defaultModel ?? models[0] ?? ""}
        choices={models.length > 0 ? models.map(named) : [{ value: "", label: "No model installed" }]}
        hint={models.length > 0
          ? "New chats start with it. Each chat can use another."
          : "Pull one on the Models page once this is done."}
      />
      <div class="wizard-buttons">
        <a href="/setup" class="btn btn-quiet">Back</a>
        <Button name="action" value="finish" look="primary">Finish</Button>
      </div>
    </form>
  );
}

function named(name: string) {
  return { value: name, label: name };
}
