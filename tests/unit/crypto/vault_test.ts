import assert from "node:assert/strict";
import { join } from "node:path";
import { KeyFileError, readKeyFile } from "@/lib/crypto/key.ts";
import { openVault, UnreadableSealError } from "@/lib/crypto/vault.ts";

const keyA = new Uint8Array(32).fill(1).toBase64();
const keyB = new Uint8Array(32).fill(2).toBase64();

function vaultWith(configKey: string | null, previous: string[] = []) {
  return openVault({ keyFile: "/nowhere/config.key", configKey, previous });
}

Deno.test("Vault seals in the form v1:kid:nonce:ct and opens what it sealed", async () => {
  const vault = await vaultWith(keyA);
  const sealed = await vault.seal("api_key", "sk-ü-秘密");
  assert.match(sealed, /^v1:[0-9a-f]{8}:[A-Za-z0-9+/]{16}:[A-Za-z0-9+/]+=*$/);
  assert.deepEqual(await vault.open("api_key", sealed), { text: "sk-ü-秘密", isCurrent: true });
});

Deno.test("Vault never uses a nonce twice", async () => {
  const vault = await vaultWith(keyA);
  const nonces = new Set<string>();
  for (let i = 0; i < 2000; i++) nonces.add((await vault.seal("a", "same")).split(":")[2]!);
  assert.equal(nonces.size, 2000);
});

Deno.test("Vault refuses a value under another name, and one with any bit flipped", async () => {
  const vault = await vaultWith(keyA);
  const sealed = await vault.seal("ollama_base_url", "http://127.0.0.1:11434");
  await assert.rejects(vault.open("api_key", sealed), UnreadableSealError);
  const [version, id, nonce, ciphertext] = sealed.split(":");
  const bytes = Uint8Array.fromBase64(ciphertext!);
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const flipped = bytes.slice();
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    const changed = [version, id, nonce, flipped.toBase64()].join(":");
    await assert.rejects(vault.open("ollama_base_url", changed), UnreadableSealError, `bit ${bit}`);
  }
});

Deno.test("Vault refuses damaged texts without any other error", async () => {
  const vault = await vaultWith(keyA);
  for (const damaged of ["", "v1", "v2:a:b:c", "v1:::", '"plain"', `v1:${"0".repeat(8)}:AAAA:AAAA`]) {
    await assert.rejects(vault.open("api_key", damaged), UnreadableSealError, damaged);
  }
  const sealed = await vault.seal("api_key", "x");
  await assert.rejects(vault.open("api_key", sealed.replace(/:[^:]*$/, ":***")), UnreadableSealError);
});

Deno.test("Vault opens with a former key and says so, and seals with the present one only", async () => {
  const sealed = await (await vaultWith(keyA)).seal("api_key", "secret");
  const rotated = await vaultWith(keyB, [keyA]);
  assert.deepEqual(await rotated.open("api_key", sealed), { text: "secret", isCurrent: false });
  const resealed = await rotated.seal("api_key", "secret");
  await assert.rejects((await vaultWith(keyA)).open("api_key", resealed), UnreadableSealError);
});

Deno.test("Vault.makeKey() makes the key file once, 0600, and never over another", async () => {
  const folder = await Deno.makeTempDir();
  const keyFile = join(folder, "config.key");
  const options = { keyFile, configKey: null, previous: [] };
  const vault = await openVault(options);
  assert.equal(vault.canSeal, false);
  await Promise.all([vault.makeKey(), vault.makeKey()]);
  assert.equal((await Deno.stat(keyFile)).mode! & 0o777, 0o600);
  const sealed = await vault.seal("api_key", "secret");
  assert.equal((await (await openVault(options)).open("api_key", sealed)).text, "secret");

  await Deno.writeTextFile(keyFile, "not a key");
  const withoutKey = await openVault(options);
  assert.equal(withoutKey.canSeal, false);
  await assert.rejects(withoutKey.open("api_key", sealed), /holds no key/);
  await withoutKey.makeKey();
  const names = Array.from(Deno.readDirSync(folder), (entry) => entry.name).sort();
  assert.equal(names.length, 2);
  assert.match(names[1]!, /^config\.key\.unusable-\d+$/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readKeyFile() refuses a file that group or others can read, by its path", async () => {
  const path = await Deno.makeTempFile();
  for (const mode of [0o640, 0o604, 0o644, 0o620]) {
    await Deno.chmod(path, mode);
    assert.throws(
      () => readKeyFile(path),
      (error) => error instanceof KeyFileError && error.message.includes(path),
    );
  }
  await Deno.remove(path);
  assert.equal(readKeyFile(path), null);
});
