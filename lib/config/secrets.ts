/**
 * The settings that are sealed in the database: Ollama's address and its API key.
 *
 * Owns what they are while the app runs, and what it means that one cannot be read: it counts as stored until a new
 * address takes the place of all of them. Knows no table and no other setting.
 */
import { UnreadableSealError, type Vault } from "@/lib/crypto/vault.ts";
import { ConflictError } from "@/lib/errors.ts";

export type SecretName = "ollama_base_url" | "api_key";

/** Null removes one. */
export type SecretsPatch = { [Name in SecretName]?: string | null };

/** One that is to be stored and then kept, or removed. */
export interface SecretChange {
  name: SecretName;
  text: string | null;
  sealed: string | null;
}

export function isSecretName(key: string): key is SecretName {
  return Object.hasOwn(labels, key);
}

export class Secrets {
  #texts: { [Name in SecretName]?: string } = {};
  #unreadable = new Map<SecretName, string>();

  constructor(private readonly vault: Vault) {}

  get(name: SecretName): string | undefined {
    return this.#texts[name];
  }

  isUnreadable(name: SecretName): boolean {
    return this.#unreadable.has(name);
  }

  isStored(name: SecretName): boolean {
    return this.#texts[name] !== undefined || this.isUnreadable(name);
  }

  /** Takes a stored value; gives it sealed anew when a former key had sealed it. */
  async open(name: SecretName, sealed: string): Promise<string | undefined> {
    try {
      const { text, isCurrent } = await this.vault.open(name, sealed);
      this.#texts[name] = text;
      if (!isCurrent && this.vault.canSeal) return await this.vault.seal(name, text);
    } catch (error) {
      if (!(error instanceof UnreadableSealError)) throw error;
      this.#unreadable.set(name, error.message);
    }
  }

  /** What a patch changes: also what a new address makes useless. Nothing is kept yet. */
  async seal(patch: SecretsPatch): Promise<SecretChange[]> {
    const entries = Object.entries(patch) as [SecretName, string | null][];
    if (entries.some(([, text]) => text !== null) && !this.vault.canSeal) await this.#makeKey(patch);
    const changes: SecretChange[] = [];
    for (const [name, text] of entries) {
      changes.push({ name, text, sealed: text === null ? null : await this.vault.seal(name, text) });
    }
    // An unreadable API key belonged to the unreadable address before: with a new one it is gone.
    const abandoned = patch.ollama_base_url
      ? [...this.#unreadable.keys()].filter((name) => !(name in patch))
      : [];
    for (const name of abandoned) changes.push({ name, text: null, sealed: null });
    return changes;
  }

  keep({ name, text }: SecretChange): void {
    this.#unreadable.delete(name);
    if (text === null) delete this.#texts[name];
    else this.#texts[name] = text;
  }

  forget(): void {
    this.#texts = {};
    this.#unreadable.clear();
  }

  /** What cannot be read and what to do about it, or null. */
  problem(): string | null {
    const [reason] = this.#unreadable.values();
    if (reason === undefined) return null;
    const names = (Object.keys(labels) as SecretName[]).filter((name) => this.isUnreadable(name));
    const which = names.map((name) => labels[name]).join(" and ");
    return `The stored ${which} cannot be read (${reason}). Put the key back (CONFIG_KEY or the key file) and ` +
      "restart, or enter the address anew. Chats are not affected.";
  }

  /**
   * A new key beside values that an old one may still open would be a trap: only a new address, which takes the
   * place of all of them, allows it.
   */
  async #makeKey(patch: SecretsPatch): Promise<void> {
    if (this.#unreadable.size > 0 && !patch.ollama_base_url) {
      throw new ConflictError(`${this.problem()} Store the address first, or with it.`);
    }
    await this.vault.makeKey();
  }
}

const labels: Record<SecretName, string> = { ollama_base_url: "Ollama address", api_key: "API key" };
