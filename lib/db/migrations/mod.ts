/** The schema's history: append only. Each step runs in a transaction of its own and sets user_version. */
import { chats } from "./001_chats.ts";
import { models } from "./002_models.ts";
import { logins } from "./003_logins.ts";
import { search } from "./004_search.ts";
import { modelSource } from "./005_model_source.ts";
import { searchFilters } from "./006_search_filters.ts";
import { sessionsOfModel } from "./007_sessions_of_model.ts";
import { arrivals } from "./008_arrivals.ts";

export interface Migration {
  version: number;
  sql: string;
}

export const migrations: readonly Migration[] = [
  { version: 1, sql: chats },
  { version: 2, sql: models },
  { version: 3, sql: logins },
  { version: 4, sql: search },
  { version: 5, sql: modelSource },
  { version: 6, sql: searchFilters },
  { version: 7, sql: sessionsOfModel },
  { version: 8, sql: arrivals },
];
