/** The key that seals settings: from text, or in a file that only its owner can read. */

export interface VaultKey {
  /** Tells keys apart without telling anything of them. */
  id: string;
  key: CryptoKey;
}

/** A key file that must not be used as it is; the program ends with code 2. */
export class KeyFileError extends Error {
  override name = "KeyFileError";
}

/** Whether it is 32 bytes in base64, of either alphabet. */
export function isKey(text: string): boolean {
  return decodeKey(text) !== undefined;
}

/** Undefined when it is no key. */
export async function importKey(text: string): Promise<VaultKey | undefined> {
  const bytes = decodeKey(text);
  if (!bytes) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { id: digest.slice(0, 4).toHex(), key };
}

/** Null when there is no file. Throws KeyFileError when others can read it. */
export function readKeyFile(path: string): string | null {
  try {
    const { mode } = Deno.statSync(path);
    if (mode !== null && (mode & 0o077) !== 0) {
      throw new KeyFileError(
        `CONFIG_KEY: the key file ${path} can be read by others (mode ${(mode & 0o777).toString(8)}). ` +
          `Run: chmod 600 ${path}`,
      );
    }
    return Deno.readTextFileSync(path).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError(
      `CONFIG_KEY: the key file ${path} cannot be read (${(error as Error).message}). ` +
        "Make it a file that belongs to you, with mode 600, or take it away.",
    );
  }
}

/** Never writes over a file: one that is there already is an error. Durable when it returns. */
export function createKeyFile(path: string): string {
  const text = crypto.getRandomValues(new Uint8Array(32)).toBase64();
  using file = Deno.openSync(path, { write: true, createNew: true, mode: 0o600 });
  try {
    file.writeSync(new TextEncoder().encode(`${text}\n`));
    file.syncSync();
  } catch (error) {
    Deno.removeSync(path); // on a full disk: without a key in it, it would only be in the way
    throw error;
  }
  return text;
}

function decodeKey(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const alphabet = /[-_]/.test(text) ? "base64url" : "base64";
    const bytes = Uint8Array.fromBase64(text.trim(), { alphabet });
    return bytes.length === 32 ? bytes : undefined;
  } catch {
    return; // not base64: no key
  }
}
