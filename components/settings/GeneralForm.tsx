/** Where Ollama is, which model answers by default, and how long it stays in memory. */
import { Field } from "@/components/Field.tsx";
import { Select } from "@/components/Select.tsx";
import { type FieldErrors, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import { Switch } from "@/components/Switch.tsx";
import type { Config } from "@/lib/shared/config.ts";

export interface GeneralFormProps {
  config: Config;
  models: string[];
  /** What was typed, where something was refused. */
  typed?: Record<string, string>;
  errors: FieldErrors;
}

export function GeneralForm({ config, models, typed = {}, errors }: GeneralFormProps) {
  return (
    <SettingsForm tab="general">
      {config.key_problem && <p role="alert" class="report">{config.key_problem}</p>}
      <Field
        name="ollama_base_url"
        label="Ollama address"
        type="url"
        value={typed.ollama_base_url ?? config.ollama_base_url}
        error={errors.ollama_base_url}
        spellcheck={false}
        autocomplete="off"
      />
      <Field
        name="api_key"
        label="API key"
        type="password"
        placeholder={config.has_api_key ? "•••••••• is stored" : "None"}
        error={errors.api_key}
        hint={config.has_api_key
          ? "Left empty, the stored key stays. A single “-” removes it."
          : "Only for an Ollama behind a gateway. Stored encrypted."}
        autocomplete="off"
      />
      <Select
        name="default_model"
        label="Default model"
        value={typed.default_model ?? config.default_model ?? ""}
        error={errors.default_model}
        choices={[
          { value: "", label: "None: choose in each chat" },
          ...withCurrent(models, config.default_model),
        ]}
      />
      <Field
        name="keep_alive"
        label="Keep in memory"
        value={typed.keep_alive ?? config.keep_alive ?? ""}
        placeholder="Ollama decides (5m)"
        error={errors.keep_alive}
        hint="After a reply, such as 5m or 1h30m; 0 unloads at once, -1 keeps it for good."
        autocomplete="off"
      />
      <Switch
        name="title_generation"
        label="Write titles"
        checked={config.title_generation === "after_reply"}
        values={{ on: "after_reply", off: "off" }}
        hint="After the first reply the model names the chat. Off: the first line is its title."
      />
      <Switch
        name="background_generation"
        label="Go on in the background"
        checked={config.background_generation}
        hint="A reply is written to its end also when you leave the page."
      />
    </SettingsForm>
  );
}

function withCurrent(models: string[], current: string | null) {
  const names = current && !models.includes(current) ? [current, ...models] : models;
  return names.map((name) => ({
    value: name,
    label: models.includes(name) ? name : `${name} (not installed)`,
  }));
}
