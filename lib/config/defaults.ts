/** The settings before anyone has set anything. */
import type { Config } from "@/lib/shared/config.ts";
import { defaultKeys } from "@/lib/shared/keys.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";
import { defaultTheme } from "@/lib/shared/theme.ts";

export function defaultConfig({ ollamaBaseUrl }: { ollamaBaseUrl: string }): Config {
  return {
    setup_complete: false,
    ollama_base_url: ollamaBaseUrl,
    has_api_key: false,
    theme: defaultTheme,
    language: "browser",
    default_model: null,
    title_generation: "after_reply",
    title_model: null,
    background_generation: true,
    system_prompt: null,
    keep_alive: null,
    options: noPromptOptions,
    keys: defaultKeys,
    key_problem: null,
    updated_at: null,
  };
}
