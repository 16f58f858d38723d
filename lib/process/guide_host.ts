/**
 * The Guide inside this process: started when someone asks for it, and again after a restart when its address is
 * the stored one. It keeps its port as long as nobody else has taken it.
 */
import type { Settings } from "@/lib/config/settings.ts";
import type { Database } from "@/lib/db/database.ts";
import { selectSettings, upsertSetting } from "@/lib/db/settings.ts";
import type { Guide } from "@/lib/guide/guide.ts";

export interface GuideHostOptions {
  db: Database;
  settings: Settings;
  now: () => number;
}

const portKey = "guide_port";

export class GuideHost {
  #guide: Promise<Guide> | undefined;

  constructor(private readonly options: GuideHostOptions) {}

  async address(): Promise<string> {
    this.#guide ??= this.#start().catch((error) => {
      this.#guide = undefined; // tried anew when it is asked for again
      throw error;
    });
    return (await this.#guide).url;
  }

  /** After the settings are open, before anything is asked of Ollama. */
  async resume(): Promise<void> {
    const { settings } = this.options;
    const former = this.#formerPort();
    const stored = settings.config();
    if (former === 0 || !stored.setup_complete || stored.ollama_base_url !== `http://127.0.0.1:${former}`) {
      return;
    }
    const address = await this.address();
    if (address !== stored.ollama_base_url) await settings.patch({ ollama_base_url: address });
  }

  async close(): Promise<void> {
    await (await this.#guide)?.close();
  }

  async #start(): Promise<Guide> {
    // Loaded here: most servers never need it, and their start does not wait for it.
    const { startGuide } = await import("@/lib/guide/guide.ts");
    const options = { recordRequests: false };
    const guide = await startGuide({ ...options, port: this.#formerPort() }).catch(() => startGuide(options));
    const { db, now } = this.options;
    try {
      upsertSetting(db, { key: portKey, value: String(guide.port), updated_at: now() });
    } catch (error) {
      await guide.close();
      throw error;
    }
    return guide;
  }

  /** 0 when there was none. */
  #formerPort(): number {
    const row = selectSettings(this.options.db).find((row) => row.key === portKey);
    return Number(row?.value ?? 0);
  }
}
