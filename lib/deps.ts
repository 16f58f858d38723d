/**
 * Everything a route or a domain function may need, passed in as one value.
 *
 * `openDeps()` (open_deps.ts) builds the real ones from the environment; tests build their own.
 */
import type { Logger } from "@logtape/logtape";
import type { Access } from "@/lib/access/access.ts";
import type { Backups } from "@/lib/backups/backups.ts";
import type { Live } from "@/lib/chat/live.ts";
import type { PromptPlugin } from "@/lib/chat/plugins.ts";
import type { SessionEvent } from "@/lib/chat/sessions.ts";
import type { TemporaryChats } from "@/lib/chat/temporary.ts";
import type { Titling } from "@/lib/chat/title.ts";
import type { Env } from "@/lib/config/env.ts";
import type { Settings } from "@/lib/config/settings.ts";
import type { Database } from "@/lib/db/database.ts";
import type { Catalog } from "@/lib/models/catalog.ts";
import type { Feed } from "@/lib/feed.ts";
import type { Ollama } from "@/lib/ollama/client.ts";

export interface Deps {
  readonly env: Env;
  readonly db: Database;
  readonly settings: Settings;
  /** Copies of the database beside it. */
  readonly backups: Backups;
  /** Who may use this server. */
  readonly access: Access;
  /** The configured server: reads address and key from the settings for each call. */
  readonly ollama: Ollama;
  readonly live: Live;
  /** For those who watch the list of chats. */
  readonly sessionEvents: Feed<SessionEvent>;
  readonly titling: Titling;
  /** Chats that are never stored. */
  readonly temporary: TemporaryChats;
  /** What adds to prompts, in this order. */
  readonly plugins: readonly PromptPlugin[];
  /** What is known of the models and of Ollama's health, without asking it. */
  readonly catalog: Catalog;
  /** Where the built-in Guide answers; it is started when first asked for. */
  readonly guideAddress: () => Promise<string>;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}
