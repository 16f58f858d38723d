/** The settings of the app, as the API shows and takes them. */
import * as z from "zod";
import { keyName } from "./key_name.ts";
import { type KeyAction, keyActions, type Keys } from "./keys.ts";
import { type LanguageChoice, languageChoices } from "./language.ts";
import { type PromptOptions, PromptOptionsPatch } from "./prompt_options.ts";
import { ModelName, SystemPrompt } from "./text.ts";
import { type Theme, themes } from "./theme.ts";

export const titleGeneration = ["after_reply", "off"] as const;

export interface Config {
  setup_complete: boolean;
  ollama_base_url: string;
  has_api_key: boolean;
  theme: Theme;
  language: LanguageChoice;
  default_model: string | null;
  title_generation: (typeof titleGeneration)[number];
  title_model: string | null;
  background_generation: boolean;
  system_prompt: string | null;
  keep_alive: string | null;
  options: PromptOptions;
  keys: Keys;
  /** Why sealed values cannot be read, or null. */
  key_problem: string | null;
  updated_at: string | null;
}

export const OllamaAddress = z.string().trim().min(1, "must not be empty").max(2048);
export const ApiKey = z.string().max(4096).regex(/^[\x21-\x7e]*$/, "must be printable ASCII without spaces");

/** Ollama's own forms: `5m`, `1h30m`, `-1` (for ever), `0` (unload at once), a number of seconds. */
export const KeepAlive = z.string().trim().regex(
  /^(-?\d+|-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+)$/,
  "must be a duration such as 5m, 1h30m, 0 or -1",
);

/** In the order and spelling that browsers' key names give: `Ctrl+Alt+Shift+K`, `F2`, `?`; empty is off. */
export const Key = z.string().max(40).overwrite(keyName).regex(
  /^((Ctrl\+)?(Alt\+)?(Shift\+)?(\S|[A-Z][A-Za-z]*\d*))?$/u,
  "must be a key such as Ctrl+K, Ctrl+Shift+O, F2 or ?, or empty",
);

/** Null is the default again. */
export const KeysPatch = z.strictObject(
  Object.fromEntries(keyActions.map((action) => [action, Key.nullish()])) as Record<
    KeyAction,
    z.ZodOptional<z.ZodNullable<typeof Key>>
  >,
);
export type KeysPatch = z.infer<typeof KeysPatch>;

export const ConfigPatch = z.strictObject({
  ollama_base_url: OllamaAddress.optional(),
  api_key: ApiKey.nullable().optional(),
  theme: z.enum(themes).optional(),
  language: z.enum(languageChoices).optional(),
  default_model: ModelName.nullable().optional(),
  title_generation: z.enum(titleGeneration).optional(),
  title_model: ModelName.nullable().optional(),
  background_generation: z.boolean().optional(),
  system_prompt: SystemPrompt.nullable().optional(),
  keep_alive: KeepAlive.nullable().optional(),
  options: PromptOptionsPatch.optional(),
  keys: KeysPatch.optional(),
});
export type ConfigPatch = z.infer<typeof ConfigPatch>;

export const ConnectionTest = z.strictObject({
  ollama_base_url: OllamaAddress.optional(),
  api_key: ApiKey.nullable().optional(),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

export type ConnectionResult =
  | { ok: true; version: string; models: number; latency_ms: number }
  | { ok: false; error: { code: string; message: string }; hint: string };

export const ThemeChoice = z.strictObject({ theme: z.enum(themes) });
