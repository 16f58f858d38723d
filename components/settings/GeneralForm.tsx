/** Where Ollama is, which model answers by default, and how long it stays in memory. */
import { Button } from "@/components/Button.tsx";
import { Field } from "@/components/Field.tsx";
import { Select } from "@/components/Select.tsx";
import { modelChoices } from "@/components/settings/model_choices.ts";
import { Reset } from "@/components/settings/Reset.tsx";
import { type FieldErrors, refusal, SettingsForm } from "@/components/settings/SettingsForm.tsx";
import { ConnectionReport } from "@/components/setup/ConnectionReport.tsx";
import { Switch } from "@/components/Switch.tsx";
import type { Config, ConnectionResult } from "@/lib/shared/config.ts";
import { languageChoices } from "@/lib/shared/language.ts";
import { catalogue } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { sayProblem } from "@/lib/texts/problem.ts";

export interface GeneralFormProps {
  config: Config;
  defaults: Config;
  models: string[];
  /** What came of trying the address. */
  test?: ConnectionResult;
  /** What was typed, where something was refused. */
  typed?: Record<string, string>;
  errors: FieldErrors;
}

export function GeneralForm({ config, defaults, models, typed = {}, test, errors }: GeneralFormProps) {
  const { general, setup, problems, live: { settings: { general: names } } } = useTexts();
  /** The address that was tried is not the stored one. */
  const isTried = test !== undefined && typed.ollama_base_url !== config.ollama_base_url;
  const reset = (name: string, label: string, value?: string) => (
    <Reset name={name} label={label} config={config} defaults={defaults} value={value} />
  );
  return (
    <SettingsForm tab="general">
      {config.key_problem && <p role="alert" class="report">{sayProblem(config.key_problem, problems)}</p>}
      <Field
        name="ollama_base_url"
        label={names.ollama_base_url}
        beside={reset("ollama_base_url", names.ollama_base_url, defaults.ollama_base_url)}
        type="url"
        value={typed.ollama_base_url ?? config.ollama_base_url}
        placeholder={defaults.ollama_base_url}
        {...refusal(errors, "ollama_base_url")}
        hint={config.has_api_key && general.keyGoes}
        spellcheck={false}
        autocomplete="off"
      />
      <Field
        name="api_key"
        label={names.api_key}
        beside={reset("api_key", names.api_key)}
        type="password"
        placeholder={config.has_api_key ? general.keyStored : general.noKey}
        {...refusal(errors, "api_key")}
        hint={config.has_api_key ? general.keyStays : general.keyHint}
        autocomplete="off"
      />
      <div class="connection" data-unsaved={isTried || undefined}>
        <Button name="action" value="test" icon="plug">{setup.test}</Button>
        {test && <ConnectionReport result={test} />}
      </div>
      <Select
        name="default_model"
        label={names.default_model}
        beside={reset("default_model", names.default_model)}
        value={typed.default_model ?? config.default_model ?? ""}
        {...refusal(errors, "default_model")}
        choices={[
          { value: "", label: general.noModel },
          ...modelChoices(models, config.default_model, general),
        ]}
      />
      <Field
        name="keep_alive"
        label={names.keep_alive}
        beside={reset("keep_alive", names.keep_alive)}
        value={typed.keep_alive ?? config.keep_alive ?? ""}
        placeholder={general.ollamaDecides}
        {...refusal(errors, "keep_alive")}
        hint={general.keepAliveHint}
        autocomplete="off"
      />
      <Switch
        name="title_generation"
        label={names.title_generation}
        beside={reset("title_generation", names.title_generation)}
        checked={(typed.title_generation ?? config.title_generation) === "after_reply"}
        values={{ on: "after_reply", off: "off" }}
        hint={general.titlesHint}
      />
      <Switch
        name="background_generation"
        label={names.background_generation}
        beside={reset("background_generation", names.background_generation)}
        checked={(typed.background_generation ?? `${config.background_generation}`) === "true"}
        hint={general.backgroundHint}
      />
      <Select
        name="language"
        label={names.language}
        beside={reset("language", names.language, general.browserLanguage)}
        value={typed.language ?? config.language}
        {...refusal(errors, "language")}
        hint={general.languageHint}
        choices={languageChoices.map((choice) => ({
          value: choice,
          label: choice === "browser" ? general.browserLanguage : catalogue[choice].name,
        }))}
      />
    </SettingsForm>
  );
}
