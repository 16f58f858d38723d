/** The catalog as the API shows it: the list, what is in memory, sessions and pulls joined by name. */
import type { Database } from "@/lib/db/database.ts";
import { countSessionsByModel, type ModelRow } from "@/lib/db/models.ts";
import { type Model, modelKey, type ModelList, type Pull } from "@/lib/shared/model.ts";
import type { DetailCache } from "./details.ts";
import type { OllamaHealth } from "./health.ts";
import type { MemoryView } from "./memory_view.ts";
import { capabilitiesOf, type ModelCache } from "./model_cache.ts";

export interface ListParts {
  db: Database;
  models: ModelCache;
  details: DetailCache;
  memory: MemoryView;
  health: OllamaHealth;
  pulls: readonly Pull[];
}

export function listModels({ db, models, details, memory, health, pulls }: ListParts): ModelList {
  const sessions = sessionCounts(db);
  const pullOf = new Map(pulls.map((pull) => [modelKey(pull.name), pull]));
  const source = models.source();
  return {
    items: models.rows().map((row) =>
      toModel(row, {
        details,
        memory,
        sessions: sessions.get(row.key) ?? 0,
        pull: pullOf.get(row.key) ?? null,
      })
    ),
    refreshed_at: source && new Date(source.refreshedAt).toISOString(),
    stale: health.status !== "ok",
    error: health.error,
  };
}

/**
 * Equal for lists that differ only in when they were read or in how far a pull is. Pulls count too: one of a model
 * that is not in the list yet may have ended, or its size become known.
 */
export function snapshotKey(list: ModelList, pulls: readonly Pull[]): string {
  return JSON.stringify([
    list.stale,
    list.error,
    pulls.map((pull) => [pull.name, pull.state, pull.total_bytes]),
    list.items.map((model) => ({ ...model, pull: model.pull?.state ?? null })),
  ]);
}

interface Joined {
  details: DetailCache;
  memory: MemoryView;
  sessions: number;
  pull: Pull | null;
}

function toModel(row: ModelRow, { details, memory, sessions, pull }: Joined): Model {
  const known = details.get(row.digest);
  const loaded = memory.get(row.key);
  return {
    name: row.name,
    digest: row.digest,
    size_bytes: row.size_bytes,
    modified_at: row.modified_at,
    family: row.family,
    parameter_size: row.parameter_size,
    quantization: row.quantization,
    capabilities: capabilitiesOf(row, known),
    context_length: row.context_length ?? known?.contextLength ?? null,
    state: memory.stateOf(row.key),
    vram_bytes: loaded ? loaded.vramBytes : null,
    ram_bytes: loaded ? loaded.sizeBytes - loaded.vramBytes : null,
    loaded_context: loaded ? loaded.contextLength : null,
    expires_at: loaded ? loaded.expiresAt : null,
    sessions,
    pull,
  };
}

function sessionCounts(db: Database): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { model, sessions } of countSessionsByModel(db)) {
    const key = modelKey(model);
    counts.set(key, (counts.get(key) ?? 0) + sessions);
  }
  return counts;
}
