/** A catalog with a real database and settings before a Guide, for the tests of lib/models. */
import { getLogger } from "@logtape/logtape";
import { openSettings, type Settings } from "@/lib/config/settings.ts";
import { openVault } from "@/lib/crypto/vault.ts";
import type { Database } from "@/lib/db/database.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import {
  atOnce,
  type Guide,
  type GuideOptions,
  type ModelDefinition,
  startGuide,
} from "@/lib/guide/guide.ts";
import { type Catalog, openCatalog } from "@/lib/models/catalog.ts";
import type { ModelDeps } from "@/lib/models/model_deps.ts";
import { type Ollama, openOllama } from "@/lib/ollama/client.ts";

export interface OpenModels extends AsyncDisposable {
  guide: Guide;
  db: Database;
  ollama: Ollama;
  settings: Settings;
  catalog: Catalog;
  deps: ModelDeps;
  /** The server ends and starts again on the same database. */
  restart: () => Promise<Catalog>;
}

export interface OpenModelsOptions {
  guide?: GuideOptions;
  ollamaBin?: string;
  now?: () => number;
  isSetUp?: boolean;
}

export async function openModels(options: OpenModelsOptions = {}): Promise<OpenModels> {
  const { now = Date.now, isSetUp = true } = options;
  const guide = await startGuide({ ...atOnce, ...options.guide });
  const db = openDatabase(":memory:");
  const env = { ollamaBaseUrl: guide.url, ollamaBin: options.ollamaBin ?? "/nowhere/ollama" };
  const vault = await openVault({
    keyFile: "/nowhere/key",
    configKey: new Uint8Array(32).fill(7).toBase64(),
    previous: [],
  });
  const settings = await openSettings({ db, vault, env, now });
  if (isSetUp) await settings.patch({ ollama_base_url: guide.url });
  const ollama = openOllama({ address: () => settings.address() });
  const open = () => openCatalog({ db, ollama, now, log: getLogger(["chat"]) });
  const models: OpenModels = {
    guide,
    db,
    ollama,
    settings,
    catalog: open(),
    get deps() {
      return { db, ollama, settings, now, catalog: models.catalog, env };
    },
    async restart() {
      await models.catalog.close();
      return models.catalog = open();
    },
    async [Symbol.asyncDispose]() {
      await models.catalog.close();
      await guide.close();
      db.close();
    },
  };
  return models;
}

export function model(name: string, more: Partial<ModelDefinition> = {}): ModelDefinition {
  return {
    name,
    family: "llama",
    parameterSize: "1B",
    parameterCount: 1_000_000_000,
    quantization: "Q4_K_M",
    contextLength: 8192,
    embeddingLength: 64,
    size: 800_000_000,
    capabilities: ["completion"],
    reply: () => ({ content: "yes" }),
    ...more,
  };
}
