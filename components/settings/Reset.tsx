/** Puts one setting back to its default, which it names. Not there while the setting is the default. */
import type { Config } from "@/lib/shared/config.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export interface ResetProps {
  /** Of the field, such as `options.top_p`. */
  name: string;
  label: string;
  config: Config;
  defaults: Config;
  /** The default in words. */
  value?: string;
}

export function Reset({ name, label, config, defaults, value }: ResetProps) {
  const { settings } = useTexts();
  if (JSON.stringify(valueAt(config, name)) === JSON.stringify(valueAt(defaults, name))) return null;
  const words = value ? fill(settings.resetTo, { value }) : settings.reset;
  return (
    <button type="submit" name="reset" value={name} class="reset" aria-label={`${words}: ${label}`}>
      {words}
    </button>
  );
}

function valueAt(config: Config, name: string): unknown {
  if (name === "api_key") return config.has_api_key;
  const [field, part] = name.split(".");
  const value = config[field as keyof Config];
  return part === undefined ? value : (value as Record<string, unknown>)[part];
}
