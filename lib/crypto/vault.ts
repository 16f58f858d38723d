/**
 * Sealing short texts with AES-256-GCM: `v1:key id:nonce:ciphertext`, bound to the name they are stored under.
 *
 * Owns the keys and the format. Knows no setting and no table. A key that is missing is not made anew by
 * itself: `makeKey()` is for whoever knows that nothing sealed with the old one is still wanted.
 */
import { createKeyFile, importKey, readKeyFile, type VaultKey } from "./key.ts";

export interface VaultOptions {
  /** Where the key file is or would be. */
  keyFile: string;
  /** CONFIG_KEY, in place of the file. */
  configKey: string | null;
  /** CONFIG_KEY_PREVIOUS: they open, and do not seal. */
  previous: string[];
}

/** Says why, in brackets behind the name: `… cannot be read (the key file … is missing)`. */
export class UnreadableSealError extends Error {
  override name = "UnreadableSealError";
}

/** Throws KeyFileError when the key file can be read by others. */
export async function openVault({ keyFile, configKey, previous }: VaultOptions): Promise<Vault> {
  const inFile = readKeyFile(keyFile);
  const texts = [configKey ?? inFile, ...previous, ...(configKey && inFile ? [inFile] : [])];
  const [current, ...former] = await Promise.all(texts.map((text) => text ? importKey(text) : undefined));
  return new Vault(keyFile, current, former.filter((key) => key !== undefined), inFile !== null);
}

export class Vault {
  #making: Promise<void> | undefined;

  constructor(
    private readonly keyFile: string,
    private current: VaultKey | undefined,
    private readonly former: VaultKey[],
    private hasKeyFile: boolean,
  ) {}

  get canSeal(): boolean {
    return this.current !== undefined;
  }

  /** Makes a key file. One without a key in it is put aside, never written over. */
  makeKey(): Promise<void> {
    if (this.current) return Promise.resolve();
    return this.#making ??= this.#makeKey().finally(() => this.#making = undefined);
  }

  async seal(name: string, text: string): Promise<string> {
    if (!this.current) throw new Error("The vault has no key to seal with.");
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const algorithm = gcm(name, nonce);
    const sealed = await crypto.subtle.encrypt(algorithm, this.current.key, new TextEncoder().encode(text));
    return ["v1", this.current.id, nonce.toBase64(), new Uint8Array(sealed).toBase64()].join(":");
  }

  /** `isCurrent` is false when a former key opened it. Throws UnreadableSealError. */
  async open(name: string, sealed: string): Promise<{ text: string; isCurrent: boolean }> {
    const [version, id, nonce, ciphertext] = sealed.split(":");
    if (version !== "v1" || !id || !nonce || !ciphertext) throw new UnreadableSealError("damaged");
    const key = [this.current, ...this.former].find((key) => key?.id === id);
    if (!key) throw new UnreadableSealError(this.#explainMissing());
    try {
      const algorithm = gcm(name, Uint8Array.fromBase64(nonce));
      const text = await crypto.subtle.decrypt(algorithm, key.key, Uint8Array.fromBase64(ciphertext));
      return { text: new TextDecoder().decode(text), isCurrent: key === this.current };
    } catch (cause) {
      throw new UnreadableSealError("changed after it was sealed", { cause });
    }
  }

  async #makeKey(): Promise<void> {
    if (this.hasKeyFile) Deno.renameSync(this.keyFile, `${this.keyFile}.unusable-${Date.now()}`);
    const text = createKeyFile(this.keyFile);
    this.hasKeyFile = true;
    this.current = await importKey(text);
  }

  #explainMissing(): string {
    if (this.current) return "sealed with another key than the present one";
    return this.hasKeyFile
      ? `the key file ${this.keyFile} holds no key`
      : `the key file ${this.keyFile} is missing`;
  }
}

function gcm(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) };
}
