/**
 * The settings: stored in the database, address and API key sealed, all of it in memory while the app runs.
 *
 * Owns defaults, what a change means, and what happens when sealed values cannot be read: then the
 * environment's address is used until a new one is stored. Knows no HTTP.
 */
import { UnreadableSealError, type Vault } from "@/lib/crypto/vault.ts";
import type { Database } from "@/lib/db/database.ts";
import { removeSetting, removeSettings, selectSettings, upsertSetting } from "@/lib/db/settings.ts";
import { readJson } from "@/lib/db/stored_json.ts";
import { ConflictError } from "@/lib/errors.ts";
import { addressText, parseOllamaAddress } from "@/lib/ollama/address.ts";
import type { OllamaAddress } from "@/lib/ollama/request.ts";
import type { Config, ConfigPatch } from "@/lib/shared/config.ts";
import type { Keys } from "@/lib/shared/keys.ts";
import { noPromptOptions, patchOptions } from "@/lib/shared/prompt_options.ts";
import type { Theme } from "@/lib/shared/theme.ts";
import { defaultConfig } from "./defaults.ts";
import { patchKeys } from "./keys.ts";

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
  #secrets: Secrets = {};
  #unreadable = new Map<SecretName, string>();
  #hasAddress = false;
  #updatedAt: number | null = null;

  constructor(private readonly options: SettingsOptions) {}

  async open(): Promise<void> {
    const rows = selectSettings(this.options.db);
    if (!this.options.vault.canSeal && !rows.some((row) => isSecret(row.key))) {
      await this.options.vault.makeKey();
    }
    const known = this.defaults();
    for (const row of rows) {
      if (!isSecret(row.key) && !(row.key in known)) continue; // another room's row, such as the Guide's port
      this.#updatedAt = Math.max(this.#updatedAt ?? 0, row.updated_at);
      if (isSecret(row.key)) await this.#openSecret(row.key, row.value);
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
      setup_complete: this.#hasAddress,
      ollama_base_url: this.#secrets.ollama_base_url ?? defaults.ollama_base_url,
      has_api_key: this.#secrets.api_key !== undefined,
      options: { ...defaults.options, ...options },
      keys: { ...defaults.keys, ...keys },
      key_problem: this.#keyProblem(),
      updated_at: this.#updatedAt === null ? null : new Date(this.#updatedAt).toISOString(),
    };
  }

  /** What a setting is that nobody has set. */
  defaults(): Config {
    return defaultConfig(this.options.env);
  }

  /** Where Ollama is, for each call anew. While the stored address cannot be read its key is sent to no other. */
  address(): OllamaAddress {
    const url = new URL(this.#secrets.ollama_base_url ?? this.options.env.ollamaBaseUrl);
    const apiKey = this.#unreadable.has("ollama_base_url") ? null : this.#secrets.api_key ?? null;
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
    const secrets: Partial<Record<SecretName, string | null>> = {};
    if (ollama_base_url !== undefined) {
      secrets.ollama_base_url = addressText(parseOllamaAddress(ollama_base_url));
    }
    if (api_key !== undefined) secrets.api_key = api_key || null;
    const sealed = await this.#sealAll(secrets);

    // From here on nothing waits: what is merged is what is stored, whoever else changes settings.
    const changes: Stored = { ...plain };
    if (options) changes.options = patchOptions({ ...noPromptOptions, ...this.#stored.options }, options);
    if (keys) changes.keys = patchKeys(this.#stored.keys, keys);
    if (Object.keys(changes).length === 0 && Object.keys(sealed).length === 0) return this.config();
    const at = this.options.now();
    this.options.db.transaction(() => {
      for (const [key, value] of Object.entries(changes)) this.#write(key, JSON.stringify(value), at);
      for (const [key, value] of Object.entries(sealed)) this.#write(key, value, at);
    });
    this.#updatedAt = at;
    this.#stored = { ...this.#stored, ...changes };
    for (const [name, value] of Object.entries(secrets)) this.#keep(name as SecretName, value);
    for (const name of this.#abandoned(sealed)) this.#keep(name, null);
    return this.config();
  }

  setTheme(theme: Theme): Promise<Config> {
    return this.patch({ theme });
  }

  /** Back to the defaults, setup included. */
  reset(): Config {
    this.options.db.transaction(() => removeSettings(this.options.db));
    this.#stored = {};
    this.#secrets = {};
    this.#unreadable.clear();
    this.#hasAddress = false;
    this.#updatedAt = null;
    return this.config();
  }

  async #openSecret(name: SecretName, sealed: string): Promise<void> {
    if (name === "ollama_base_url") this.#hasAddress = true;
    try {
      const { text, isCurrent } = await this.options.vault.open(name, sealed);
      this.#secrets[name] = text;
      if (isCurrent || !this.options.vault.canSeal) return;
      const resealed = await this.options.vault.seal(name, text);
      upsertSetting(this.options.db, { key: name, value: resealed, updated_at: this.options.now() });
    } catch (error) {
      if (!(error instanceof UnreadableSealError)) throw error;
      this.#unreadable.set(name, error.message);
    }
  }

  /** Values to store by name, null to remove: also what a new address makes useless. */
  async #sealAll(
    secrets: Partial<Record<SecretName, string | null>>,
  ): Promise<Record<string, string | null>> {
    const { vault } = this.options;
    const hasText = Object.values(secrets).some((value) => value !== null);
    if (hasText && !vault.canSeal) {
      // A new key beside values that an old one may still open would be a trap: only a new address, which
      // takes the place of all of them, allows it.
      if (this.#unreadable.size > 0 && !secrets.ollama_base_url) {
        throw new ConflictError(`${this.#keyProblem()} Store the address first, or with it.`);
      }
      await vault.makeKey();
    }
    const sealed: Record<string, string | null> = {};
    for (const [name, value] of Object.entries(secrets)) {
      sealed[name] = value === null ? null : await vault.seal(name, value);
    }
    for (const name of this.#abandoned(sealed)) sealed[name] = null;
    return sealed;
  }

  /** An unreadable API key belonged to the unreadable address before: with a new one it is gone. */
  #abandoned(sealed: Record<string, unknown>): SecretName[] {
    return sealed.ollama_base_url ? [...this.#unreadable.keys()].filter((name) => !sealed[name]) : [];
  }

  #write(key: string, value: string | null, at: number): void {
    if (value === null || value === "null") removeSetting(this.options.db, key);
    else upsertSetting(this.options.db, { key, value, updated_at: at });
  }

  #keep(name: SecretName, value: string | null): void {
    this.#unreadable.delete(name);
    this.#secrets = { ...this.#secrets, [name]: value ?? undefined };
    if (name === "ollama_base_url") this.#hasAddress = value !== null;
  }

  #keyProblem(): string | null {
    const [reason] = this.#unreadable.values();
    if (reason === undefined) return null;
    const names = Object.entries(secretLabels).filter(([name]) => this.#unreadable.has(name as SecretName));
    return `The stored ${
      names.map(([, label]) => label).join(" and ")
    } cannot be read (${reason}). Put the key ` +
      "back (CONFIG_KEY or the key file) and restart, or enter the address anew. Chats are not affected.";
  }
}

type SecretName = "ollama_base_url" | "api_key";
type Secrets = { [Name in SecretName]?: string };
type Stored = Partial<Omit<ConfigPatch, SecretName | "options" | "keys">> & {
  options?: Config["options"];
  /** Only those that are not the default. */
  keys?: Partial<Keys>;
};

const secretLabels: Record<SecretName, string> = { ollama_base_url: "Ollama address", api_key: "API key" };

function isSecret(key: string): key is SecretName {
  return key in secretLabels;
}
