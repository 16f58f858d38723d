/**
 * The settings: stored in the database, address and API key sealed, all of it in memory while the app runs.
 *
 * Owns what a change means, and that the environment's address is used where none is stored or the stored one cannot
 * be read. What is sealed is in secrets.ts. Knows no HTTP.
 */
import type { Vault } from "@/lib/crypto/vault.ts";
import type { Database } from "@/lib/db/database.ts";
import { removeSetting, removeSettings, selectSettings, upsertSetting } from "@/lib/db/settings.ts";
import { readJson } from "@/lib/db/stored_json.ts";
import { addressText, parseOllamaAddress } from "@/lib/ollama/address.ts";
import type { OllamaAddress } from "@/lib/ollama/request.ts";
import type { Config, ConfigPatch } from "@/lib/shared/config.ts";
import type { Keys } from "@/lib/shared/keys.ts";
import { noPromptOptions, patchOptions } from "@/lib/shared/prompt_options.ts";
import type { Theme } from "@/lib/shared/theme.ts";
import { defaultConfig } from "./defaults.ts";
import { patchKeys } from "./keys.ts";
import { isSecretName, type SecretName, Secrets, type SecretsPatch } from "./secrets.ts";

export interface SettingsOptions {
  db: Database;
  vault: Vault;
  env: { ollamaBaseUrl: string };
  now: () => number;
}

/** Reads what is stored, and seals anew what a former key had sealed. */
export async function openSettings(options: SettingsOptions): Promise<Settings> {
  const settings = new Settings(options);
  await settings.open();
  return settings;
}

export class Settings {
  #stored: Stored = {};
  #secrets: Secrets;
  #updatedAt: number | null = null;

  constructor(private readonly options: SettingsOptions) {
    this.#secrets = new Secrets(options.vault);
  }

  async open(): Promise<void> {
    const { db, vault } = this.options;
    const rows = selectSettings(db);
    if (!vault.canSeal && !rows.some((row) => isSecretName(row.key))) await vault.makeKey();
    const known = this.defaults();
    for (const row of rows) {
      if (!(row.key in known) && !isSecretName(row.key)) continue; // another room's row, such as the Guide's port
      this.#updatedAt = Math.max(this.#updatedAt ?? 0, row.updated_at);
      if (isSecretName(row.key)) await this.#openSecret(row.key, row.value);
      else this.#stored = { ...this.#stored, [row.key]: readJson(row.value, undefined) };
    }
  }

  config(): Config {
    const defaults = this.defaults();
    const { options, keys, ...plain } = this.#stored;
    const isSet = ([, value]: [string, unknown]) => value !== null && value !== undefined;
    return {
      ...defaults,
      ...Object.fromEntries(Object.entries(plain).filter(isSet)),
      setup_complete: this.#secrets.isStored("ollama_base_url"),
      ollama_base_url: this.#secrets.get("ollama_base_url") ?? defaults.ollama_base_url,
      has_api_key: this.#secrets.get("api_key") !== undefined,
      options: { ...defaults.options, ...options },
      keys: { ...defaults.keys, ...keys },
      key_problem: this.#secrets.problem(),
      updated_at: this.#updatedAt === null ? null : new Date(this.#updatedAt).toISOString(),
    };
  }

  /** What a setting is that nobody has set. */
  defaults(): Config {
    return defaultConfig(this.options.env);
  }

  /** Where Ollama is, for each call anew. While the stored address cannot be read its key is sent to no other. */
  address(): OllamaAddress {
    const url = new URL(this.#secrets.get("ollama_base_url") ?? this.options.env.ollamaBaseUrl);
    const apiKey = this.#secrets.isUnreadable("ollama_base_url")
      ? null
      : this.#secrets.get("api_key") ?? null;
    return { url, apiKey };
  }

  /**
   * What a request that may be about another server would use. The stored key is for the stored address only:
   * another one gets the key that is said with it, or none. Throws InvalidInputError for a refused address.
   */
  accessTo(asked: Pick<ConfigPatch, SecretName>): OllamaAddress {
    const stored = this.address();
    const url = asked.ollama_base_url === undefined ? stored.url : parseOllamaAddress(asked.ollama_base_url);
    const isStored = addressText(url) === addressText(stored.url);
    return { url, apiKey: asked.api_key === undefined && isStored ? stored.apiKey : asked.api_key || null };
  }

  /** Absent fields stay, null goes back to the default. Throws InvalidInputError for a refused address. */
  async patch(patch: ConfigPatch): Promise<Config> {
    const { ollama_base_url, api_key, options, keys, ...plain } = patch;
    const secrets: SecretsPatch = {};
    if (ollama_base_url !== undefined) {
      secrets.ollama_base_url = addressText(parseOllamaAddress(ollama_base_url));
    }
    if (api_key !== undefined) secrets.api_key = api_key || null;
    const sealed = await this.#secrets.seal(secrets);

    // From here on nothing waits: what is merged is what is stored, whoever else changes settings.
    const changes: Stored = { ...plain };
    if (options) changes.options = patchOptions({ ...noPromptOptions, ...this.#stored.options }, options);
    if (keys) changes.keys = patchKeys(this.#stored.keys, keys);
    if (Object.keys(changes).length === 0 && sealed.length === 0) return this.config();
    const at = this.options.now();
    this.options.db.transaction(() => {
      for (const [key, value] of Object.entries(changes)) this.#write(key, JSON.stringify(value), at);
      for (const change of sealed) this.#write(change.name, change.sealed, at);
    });
    this.#updatedAt = at;
    this.#stored = { ...this.#stored, ...changes };
    for (const change of sealed) this.#secrets.keep(change);
    return this.config();
  }

  setTheme(theme: Theme): Promise<Config> {
    return this.patch({ theme });
  }

  /** Back to the defaults, setup included. */
  reset(): Config {
    this.options.db.transaction(() => removeSettings(this.options.db));
    this.#stored = {};
    this.#secrets.forget();
    this.#updatedAt = null;
    return this.config();
  }

  async #openSecret(name: SecretName, sealed: string): Promise<void> {
    const resealed = await this.#secrets.open(name, sealed);
    if (resealed === undefined) return;
    upsertSetting(this.options.db, { key: name, value: resealed, updated_at: this.options.now() });
  }

  #write(key: string, value: string | null, at: number): void {
    if (value === null || value === "null") removeSetting(this.options.db, key);
    else upsertSetting(this.options.db, { key, value, updated_at: at });
  }
}

type Stored = Partial<Omit<ConfigPatch, SecretName | "options" | "keys">> & {
  options?: Config["options"];
  /** Only those that are not the default. */
  keys?: Partial<Keys>;
};
