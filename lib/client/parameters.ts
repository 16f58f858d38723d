/** The parameter panel's fields as the API's options, and back to the server when one is changed. */
import type { PromptOptionsPatch } from "@/lib/shared/prompt_options.ts";

export interface Parameters {
  system_prompt: string | null;
  options: PromptOptionsPatch;
}

/** Empty fields are null: "not sent". What is no number stays text, so that the server says what is wrong. */
export function readParameters(panel: ParentNode): Parameters {
  const options: Record<string, unknown> = {};
  for (const field of panel.querySelectorAll<HTMLInputElement>("[name^='options.']")) {
    const name = field.name.slice("options.".length);
    options[name] = parseOption(name, field.value);
  }
  const prompt = panel.querySelector<HTMLTextAreaElement>("[name=system_prompt]");
  return { system_prompt: prompt?.value || null, options: options as PromptOptionsPatch };
}

export function parseOption(name: string, text: string): unknown {
  if (name === "stop") {
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.length > 0 ? lines : null;
  }
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (name === "think") return trimmed === "true" || trimmed === "false" ? trimmed === "true" : trimmed;
  const number = Number(trimmed.replace(",", "."));
  return Number.isNaN(number) ? trimmed : number;
}

/** For a request: only what is said. */
export function saidParameters({ system_prompt, options }: Parameters): Partial<Parameters> {
  const said = Object.entries(options).filter(([, value]) => value !== null);
  return {
    ...(system_prompt === null ? {} : { system_prompt }),
    ...(said.length > 0 ? { options: Object.fromEntries(said) } : {}),
  };
}
