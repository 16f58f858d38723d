import assert from "node:assert/strict";
import { join } from "node:path";
import { openSettings, type Settings } from "@/lib/config/settings.ts";
import { openVault, type VaultOptions } from "@/lib/crypto/vault.ts";
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import { selectSettings, upsertSetting } from "@/lib/db/settings.ts";
import { ConflictError, InvalidInputError } from "@/lib/errors.ts";
import { defaultKeys } from "@/lib/shared/keys.ts";
import { noPromptOptions } from "@/lib/shared/prompt_options.ts";

const keyA = new Uint8Array(32).fill(1).toBase64();
const keyB = new Uint8Array(32).fill(2).toBase64();
const env = { ollamaBaseUrl: "http://127.0.0.1:11434" };

Deno.test("settings start with the contract's defaults", async () => {
  const settings = await open(openDatabase(":memory:"));
  assert.deepEqual(settings.config(), {
    setup_complete: false,
    ollama_base_url: "http://127.0.0.1:11434",
    has_api_key: false,
    theme: "dark-graphite",
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
  });
});

Deno.test("settings survive a restart, and neither address nor key is in the database as text", async () => {
  const db = openDatabase(":memory:");
  const settings = await open(db);
  const patched = await settings.patch({
    ollama_base_url: "http://gpu.example:11434/",
    api_key: "sk-secret",
    theme: "solarized-dark",
    default_model: "llama:latest",
    background_generation: false,
  });
  assert.equal(patched.setup_complete, true);
  assert.equal(patched.has_api_key, true);
  assert.equal(patched.updated_at, "1970-01-01T00:00:01.000Z");
  const again = await open(db);
  assert.deepEqual(again.config(), patched);
  assert.deepEqual(again.address(), { url: new URL("http://gpu.example:11434"), apiKey: "sk-secret" });
  const dump = JSON.stringify(selectSettings(db));
  assert(!dump.includes("gpu.example") && !dump.includes("sk-secret"));
});

Deno.test("settings leave out rows that are no setting", async () => {
  const db = openDatabase(":memory:");
  upsertSetting(db, { key: "guide_port", value: "43210", updated_at: 5000 });
  const settings = await open(db);
  assert.deepEqual(settings.config(), settings.defaults());
});

Deno.test("Settings.patch() merges options field by field, and null clears one", async () => {
  const settings = await open(openDatabase(":memory:"));
  await settings.patch({ options: { temperature: 0.5, top_k: 40 } });
  const config = await settings.patch({ options: { temperature: null, seed: 7 } });
  assert.deepEqual(config.options, { ...noPromptOptions, top_k: 40, seed: 7 });
});

Deno.test("Settings.patch() with null goes back to the default, and removes the API key", async () => {
  const settings = await open(openDatabase(":memory:"));
  await settings.patch({ default_model: "a", system_prompt: "b", api_key: "k" });
  const config = await settings.patch({ default_model: null, system_prompt: null, api_key: null });
  assert.equal(config.default_model, null);
  assert.equal(config.system_prompt, null);
  assert.equal(config.has_api_key, false);
});

Deno.test("Settings.patch() stores nothing when one field is refused", async () => {
  const db = openDatabase(":memory:");
  const settings = await open(db);
  await assert.rejects(
    settings.patch({ theme: "light-quartz", ollama_base_url: "http://169.254.169.254" }),
    InvalidInputError,
  );
  assert.equal(settings.config().theme, "dark-graphite");
  assert.deepEqual(selectSettings(db), []);
});

Deno.test("Settings.patch() loses no field to another patch at the same time", async () => {
  const db = openDatabase(":memory:");
  const settings = await open(db);
  await Promise.all([
    settings.patch({ options: { temperature: 1 }, api_key: "k" }),
    settings.patch({ options: { top_k: 3 }, ollama_base_url: "http://a.example" }),
    settings.patch({ options: { seed: 9 } }),
  ]);
  const expected = { ...noPromptOptions, temperature: 1, top_k: 3, seed: 9 };
  assert.deepEqual(settings.config().options, expected);
  assert.deepEqual((await open(db)).config(), settings.config());
});

Deno.test("Settings.reset() goes back to the defaults, setup included", async () => {
  const db = openDatabase(":memory:");
  const settings = await open(db);
  const before = settings.config();
  await settings.patch({ ollama_base_url: "http://a.example", api_key: "k", theme: "light-quartz" });
  assert.deepEqual(settings.reset(), before);
  assert.deepEqual((await open(db)).config(), before);
});

Deno.test("settings sealed with a former key are read and sealed anew", async () => {
  const db = openDatabase(":memory:");
  await (await open(db, { configKey: keyA })).patch({ ollama_base_url: "http://a.example", api_key: "k" });
  await open(db, { configKey: keyB, previous: [keyA] });
  const settings = await open(db, { configKey: keyB });
  assert.equal(settings.config().key_problem, null);
  assert.deepEqual(settings.address(), { url: new URL("http://a.example"), apiKey: "k" });
});

Deno.test("a wrong key leaves the sealed values alone, says so, and uses the environment's address", async () => {
  const db = openDatabase(":memory:");
  await (await open(db, { configKey: keyA })).patch({ ollama_base_url: "http://a.example", api_key: "k" });
  const rows = selectSettings(db);
  const settings = await open(db, { configKey: keyB });
  const config = settings.config();
  assert.match(config.key_problem!, /Ollama address and API key cannot be read.*another key/);
  assert.equal(config.setup_complete, true);
  assert.equal(config.has_api_key, false);
  assert.deepEqual(settings.address(), { url: new URL(env.ollamaBaseUrl), apiKey: null });
  assert.deepEqual(selectSettings(db), rows);
  assert.equal((await open(db, { configKey: keyA })).address().apiKey, "k");
});

Deno.test("a readable API key is not sent to the environment's address when the stored one cannot be read", async () => {
  const db = openDatabase(":memory:");
  await (await open(db)).patch({ ollama_base_url: "http://a.example", api_key: "k" });
  const sealed = selectSettings(db).find((row) => row.key === "ollama_base_url")!;
  upsertSetting(db, { ...sealed, value: sealed.value.replace(/.{8}$/, "AAAAAAAA") });
  const settings = await open(db);
  assert.match(settings.config().key_problem!, /changed after it was sealed/);
  assert.deepEqual(settings.address(), { url: new URL(env.ollamaBaseUrl), apiKey: null });
});

Deno.test("values swapped between settings in the database are refused", async () => {
  const db = openDatabase(":memory:");
  await (await open(db)).patch({ ollama_base_url: "http://a.example", api_key: "k" });
  const [first, second] = selectSettings(db);
  upsertSetting(db, { ...first!, value: second!.value });
  upsertSetting(db, { ...second!, value: first!.value });
  assert.match(
    (await open(db)).config().key_problem!,
    /Ollama address and API key/,
  );
});

Deno.test("a missing key file is not made anew beside sealed values, until a new address is stored", async () => {
  const folder = await Deno.makeTempDir();
  const vault = { keyFile: join(folder, "config.key"), configKey: null };
  const db = openDatabase(":memory:");
  await (await open(db, vault)).patch({ ollama_base_url: "http://a.example", api_key: "k" });
  await Deno.remove(vault.keyFile);

  const settings = await open(db, vault);
  assert.match(settings.config().key_problem!, /key file .*config\.key is missing/);
  assert.equal(exists(vault.keyFile), false);
  await assert.rejects(settings.patch({ api_key: "new" }), ConflictError);
  await settings.patch({ theme: "light-quartz" });
  assert.equal(exists(vault.keyFile), false);

  const config = await settings.patch({ ollama_base_url: "http://b.example" });
  assert.equal(config.key_problem, null);
  assert.equal(config.has_api_key, false);
  assert.equal(exists(vault.keyFile), true);
  assert.deepEqual((await open(db, vault)).config(), settings.config());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a database without sealed values gets a key file at once", async () => {
  const folder = await Deno.makeTempDir();
  const keyFile = join(folder, "config.key");
  await open(openDatabase(":memory:"), { keyFile, configKey: null });
  assert.equal(exists(keyFile), true);
  await Deno.remove(folder, { recursive: true });
});

async function open(db: Database, vault: Partial<VaultOptions> = {}): Promise<Settings> {
  const options = { keyFile: "/nowhere/config.key", configKey: keyA, previous: [], ...vault };
  return await openSettings({ db, env, vault: await openVault(options), now: () => 1000 });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
