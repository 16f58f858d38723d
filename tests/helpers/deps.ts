/**
 * The app's dependencies for tests: a database in memory, a fixed key, the Guide in Ollama's place.
 *
 * `await using test = await testDeps()`: everything is closed at the end of the test.
 */
import { getLogger } from "@logtape/logtape";
import { Access } from "@/lib/access/access.ts";
import { Backups } from "@/lib/backups/backups.ts";
import { Live } from "@/lib/chat/live.ts";
import { TemporaryChats } from "@/lib/chat/temporary.ts";
import { Titling } from "@/lib/chat/title.ts";
import { type Env, readEnv } from "@/lib/config/env.ts";
import { openSettings } from "@/lib/config/settings.ts";
import { openVault } from "@/lib/crypto/vault.ts";
import { openDatabase } from "@/lib/db/open_database.ts";
import type { Deps } from "@/lib/deps.ts";
import { Feed } from "@/lib/feed.ts";
import { atOnce, type Guide, type GuideOptions, startGuide } from "@/lib/guide/guide.ts";
import { openCatalog } from "@/lib/models/catalog.ts";
import { openOllama } from "@/lib/ollama/client.ts";
import { idMaker } from "@/lib/shared/id.ts";

export interface TestDepsOptions {
  /** Added to `atOnce`; null = no Guide: the configured Ollama refuses connections. */
  guide?: GuideOptions | null;
  /** Changes to what an empty environment gives. */
  env?: Partial<Env>;
  /** Whether setup is done, with the Guide's address and model. Default: done. */
  isSetUp?: boolean;
  now?: () => number;
  /** `:memory:` by default. */
  databasePath?: string;
  /** Anything else to put in place of the real part. */
  deps?: Partial<Deps>;
}

export interface TestDeps extends AsyncDisposable {
  deps: Deps;
  guide: Guide;
  close(): Promise<void>;
}

export async function testDeps(options: TestDepsOptions = {}): Promise<TestDeps> {
  const guide = await startGuide({ ...atOnce, ...options.guide });
  if (options.guide === null) await guide.close();
  const now = options.now ?? Date.now;
  const env: Env = {
    ...readEnv({ OLLAMA_BASE_URL: guide.url, LOG_FORMAT: "json" }),
    ollamaBin: "",
    ...options.env,
  };
  const vault = await openVault({ keyFile: "/nowhere/config.key", configKey: testKey, previous: [] });
  const db = openDatabase(options.databasePath ?? ":memory:");
  const settings = await openSettings({ db, vault, env, now });
  const ollama = openOllama({ address: () => settings.address(), idleMs: env.upstreamIdleMs });
  const log = getLogger(["chat"]); // not configured: silent
  const deps: Deps = {
    env,
    db,
    settings,
    backups: new Backups({ db, env, now }),
    access: new Access({ db, password: env.accessPassword, now }),
    ollama,
    log,
    now,
    newId: idMaker(now),
    live: new Live({ bufferSize: env.sseBuffer, graceMs: env.streamGraceMs }),
    sessionEvents: new Feed(),
    titling: new Titling(),
    temporary: new TemporaryChats(() => deps),
    plugins: [],
    catalog: openCatalog({ db, ollama, log, now }),
    guideAddress: () => Promise.resolve(guide.url),
    ...options.deps,
  };
  if (options.isSetUp ?? true) {
    await settings.patch({
      ollama_base_url: guide.url,
      default_model: "guide:latest",
      title_generation: "off",
    });
  }
  const close = async () => {
    deps.titling.close();
    deps.sessionEvents.end();
    await Promise.all([deps.live.shutdown(), deps.catalog.close()]);
    deps.temporary.close();
    await deps.backups.close();
    db.close();
    await guide.close();
  };
  return { deps, guide, close, [Symbol.asyncDispose]: close };
}

const testKey = new Uint8Array(32).fill(7).toBase64();
