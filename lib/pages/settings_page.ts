/** What the settings pages show. */
import { storageUse } from "@/lib/chat/storage_use.ts";
import type { Deps } from "@/lib/deps.ts";
import type { Config } from "@/lib/shared/config.ts";
import { version } from "@/lib/version.ts";

export interface SettingsView<Tab extends string> {
  tab: Tab;
  config: Config;
  /** What the settings are when nobody has set them. */
  defaults: Config;
  models: string[];
  about: {
    version: string;
    ollamaVersion: string | null;
    dataDir: string;
    stored: ReturnType<typeof storageUse>;
  };
  errors: Record<string, string>;
  typed?: Record<string, string>;
}

export function settingsView<Tab extends string>(deps: Deps, tab: Tab): SettingsView<Tab> {
  return {
    tab,
    config: deps.settings.config(),
    defaults: deps.settings.defaults(),
    models: deps.catalog.list().items.map((model) => model.name),
    about: {
      version,
      ollamaVersion: deps.catalog.health().version,
      dataDir: deps.env.dataDir,
      stored: storageUse(deps),
    },
    errors: {},
  };
}
