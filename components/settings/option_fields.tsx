/** What the fields of a reply's parameters share, in the settings and in the panel of a chat. */
import type { PromptOptions } from "@/lib/shared/prompt_options.ts";
import type { LiveTexts } from "@/lib/texts/texts_on_page.ts";

export const numberOptions = [
  "temperature",
  "top_p",
  "top_k",
  "min_p",
  "repeat_penalty",
  "context_window",
  "max_tokens",
  "seed",
] as const;

export function thinkChoices({ modelDecides, think }: LiveTexts["parameters"]) {
  const choices = Object.entries(think).map(([value, label]) => ({ value, label }));
  return [{ value: "", label: modelDecides }, ...choices];
}

/** An option as a form shows it: empty means "not sent". */
export function shown(value: PromptOptions[keyof PromptOptions]): string {
  if (value === null) return "";
  return Array.isArray(value) ? value.join("\n") : String(value);
}

/** A label with the name that the API and the documentation use. */
export function SettingLabel({ text, name }: { text: string; name: string }) {
  return (
    <>
      {text} <code class="key">{name}</code>
    </>
  );
}
