/** The forms of the settings pages: what they say, what is refused, and where. */
import type { Deps } from "@/lib/deps.ts";
import { AppError } from "@/lib/errors.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import { type Config, ConfigPatch, type ConnectionResult } from "@/lib/shared/config.ts";
import { backUpNow } from "./backup_form.ts";
import { tryConnection } from "./connection_form.ts";
import { readOptionFields } from "./option_fields.ts";
import { errorsByField, refusedFields } from "./refused_fields.ts";

export type SettingsAnswer =
  | { location: string }
  | Unsaved;

/** What comes back with its page. */
export interface Unsaved {
  status: number;
  errors: Record<string, string>;
  typed: Record<string, string>;
  /** What came of trying the address. */
  test?: ConnectionResult;
}

/** Does what the pressed button says. */
export async function actOnSettings(deps: Deps, tab: string, form: URLSearchParams): Promise<SettingsAnswer> {
  switch (form.get("action")) {
    case "reset":
      deps.settings.reset();
      return { location: "/setup" };
    case "back_up":
      return await backUpNow(deps);
    case "test":
      return await test(deps, form);
    default:
      return await save(deps, tab, form);
  }
}

async function test(deps: Deps, form: URLSearchParams): Promise<SettingsAnswer> {
  const typed = Object.fromEntries(form);
  const tried = await tryConnection(deps, form);
  if ("errors" in tried) return answer(400, typed, tried.errors);
  return { ...answer(200, typed, {}), test: tried.result };
}

/**
 * Stores what a form says, or puts the one field back that its `reset` names. What was refused comes back with its
 * reason and as it was typed.
 */
async function save(deps: Deps, tab: string, form: URLSearchParams): Promise<SettingsAnswer> {
  const typed = Object.fromEntries(form);
  const reset = form.get("reset");
  const said = reset === null ? readPatch(form) : resetPatch(deps.settings.defaults(), reset);
  const parsed = ConfigPatch.safeParse(said, { error: issueWords });
  if (!parsed.success) {
    return answer(400, typed, { ...refusedAddress(deps, form), ...errorsByField(parsed.error.issues) });
  }
  try {
    await storePatch(deps, parsed.data);
  } catch (error) {
    const errors = refusedFields(error);
    if (!errors) throw error;
    return answer(400, typed, errors);
  }
  if (reset === null) return { location: `/settings/${tab}?saved` };
  delete typed[reset]; // what was typed beside it stays, and stays unsaved
  return answer(200, typed, {});
}

/** Beside what the schema refuses: else it would be told only when that is put right. */
function refusedAddress({ settings }: Deps, form: URLSearchParams): Record<string, string> {
  try {
    settings.accessTo({ ollama_base_url: form.get("ollama_base_url") ?? undefined });
    return {};
  } catch (error) {
    const refused = refusedFields(error);
    if (!refused) throw error;
    return refused;
  }
}

/** A key is not sent back to be typed into its field again: that it has gone has to be said. */
function answer(
  status: number,
  { api_key, ...typed }: Record<string, string>,
  refused: Record<string, string>,
): Unsaved {
  const errors = { ...refused };
  if (api_key) errors.api_key ??= "Was not stored: enter it again";
  return { status, typed, errors };
}

/** A name that is none is refused by the schema, like any other. */
function resetPatch(defaults: Config, name: string): Record<string, unknown> {
  const [field = "", part] = name.split(".");
  if (part !== undefined) return { [field]: { [part]: null } };
  return { [field]: field === "api_key" ? null : defaults[field as keyof Config] };
}

/** With another address what is known of the models is known no longer: it is asked for anew. */
export async function storePatch(deps: Deps, patch: ConfigPatch): Promise<Config> {
  const former = deps.settings.config().ollama_base_url;
  const config = await deps.settings.patch(patch);
  if (config.ollama_base_url !== former) await lookAnew(deps);
  return config;
}

/** Ollama may be away; that is then said by the banner. */
export async function lookAnew(deps: Deps): Promise<void> {
  try {
    await deps.catalog.refresh();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

function readPatch(form: URLSearchParams): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name !== "action" && !/^(options|keys)\./.test(name)) patch[name] = readSetting(name, value);
  }
  if (patch.api_key === undefined) delete patch.api_key;
  const keys = [...form].filter(([name]) => name.startsWith("keys."));
  if (keys.length > 0) patch.keys = Object.fromEntries(keys.map(([name, key]) => [name.slice(5), key]));
  const options = readOptionFields(form);
  return Object.keys(options).length > 0 ? { ...patch, options } : patch;
}

/** Empty means the default; an empty key field leaves the stored key as it is. */
function readSetting(name: string, value: string): unknown {
  if (name === "background_generation") return value === "true";
  if (name === "api_key") return value === "" ? undefined : value === "-" ? null : value;
  if (plainSettings.has(name)) return value;
  return value.trim() === "" ? null : value;
}

const plainSettings = new Set(["ollama_base_url", "theme", "title_generation", "language"]);
