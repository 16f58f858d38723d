/** What the settings pages show. */
import { join, resolve } from "node:path";
import type { BackupFile } from "@/lib/backups/backups.ts";
import { storageUse } from "@/lib/chat/storage_use.ts";
import type { Deps } from "@/lib/deps.ts";
import type { Config, ConnectionResult } from "@/lib/shared/config.ts";
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
    backups: BackupsView;
  };
  errors: Record<string, string>;
  typed?: Record<string, string>;
  /** What came of trying the address. */
  test?: ConnectionResult;
}

export interface BackupsView {
  folder: string;
  /** Newest first. */
  files: BackupFile[];
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
      dataDir: resolve(deps.env.dataDir),
      stored: storageUse(deps),
      backups: { folder: resolve(join(deps.env.dataDir, "backups")), files: deps.backups.list() },
    },
    errors: {},
  };
}
