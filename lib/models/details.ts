/**
 * What only a look into a model (`show`) tells: capabilities and context length on older servers, and the
 * figures that its memory is estimated from. Kept by digest, which never changes its meaning.
 */
import type { Database } from "@/lib/db/database.ts";
import {
  type ModelDetailsRow,
  type ModelRow,
  selectModelDetails,
  upsertModelDetails,
} from "@/lib/db/models.ts";
import { readJson } from "@/lib/db/stored_json.ts";
import { AppError } from "@/lib/errors.ts";
import type { LoadedModel, Ollama, ShownModel } from "@/lib/ollama/client.ts";
import { isAfter } from "./deadline.ts";
import { type MemoryShape, readMemoryShape } from "./fit.ts";
import { whole } from "./model_cache.ts";

export interface ModelDetails {
  capabilities: string[];
  contextLength: number | null;
  shape: MemoryShape | null;
  /** What `ps` said when it was last in memory. */
  measured: { bytes: number; context: number } | null;
}

export interface DetailCache {
  get(digest: string): ModelDetails | undefined;
  /** Looks into a model and keeps what it tells. */
  read(model: { name: string; digest: string }, signal?: AbortSignal): Promise<ShownModel>;
  /** Looks into those that are not known yet, one after another; true when something was learnt. */
  complete(models: readonly ModelRow[], signal: AbortSignal): Promise<boolean>;
  /** Remembers how much memory the loaded ones take. */
  measure(loaded: readonly LoadedModel[]): void;
}

/** Looks that only serve the memory estimate are few in one go: the list is complete without them. */
const optionalLooks = 8;
const retryMs = 60 * 60_000;

export function openDetailCache(
  { db, ollama, now }: { db: Database; ollama: Ollama; now: () => number },
): DetailCache {
  const known = new Map(selectModelDetails(db).map((row) => [row.digest, fromRow(row)]));
  const failedAt = new Map<string, number>();

  const keep = (digest: string, details: ModelDetails) => {
    if (digest === "") return; // nothing to know it by again
    known.set(digest, details);
    db.relaxed(() => upsertModelDetails(db, toRow(digest, details)));
  };
  const read = async (model: { name: string; digest: string }, signal?: AbortSignal) => {
    const shown = await ollama.show(model.name, signal);
    keep(model.digest, {
      capabilities: shown.capabilities.slice(0, 32),
      contextLength: whole(shown.contextLength),
      shape: readMemoryShape(shown.modelInfo, shown.parameters),
      measured: known.get(model.digest)?.measured ?? null,
    });
    return shown;
  };

  return {
    get: (digest) => known.get(digest),
    read,
    async complete(models, signal) {
      const unknown = models.filter((model) =>
        !known.has(model.digest) && isAfter(retryMs, failedAt.get(model.digest), now())
      );
      const needed = unknown.filter((model) => model.capabilities === null);
      const optional = unknown.filter((model) => model.capabilities !== null && !model.is_cloud);
      let isLearnt = false;
      for (const model of [...needed, ...optional.slice(0, optionalLooks)]) {
        try {
          await read(model, signal);
          isLearnt = true;
        } catch (error) {
          if (!(error instanceof AppError) || error.code === "ollama_unreachable") throw error;
          failedAt.set(model.digest, now()); // this one cannot be shown; the others may
        }
      }
      return isLearnt;
    },
    measure(loaded) {
      for (const model of loaded) {
        const details = known.get(model.digest);
        const bytes = whole(model.sizeBytes);
        if (!details || !bytes || !model.contextLength) continue;
        const measured = { bytes, context: whole(model.contextLength)! };
        if (details.measured?.bytes === bytes && details.measured.context === measured.context) continue;
        keep(model.digest, { ...details, measured });
      }
    },
  };
}

function fromRow(row: ModelDetailsRow): ModelDetails {
  return {
    capabilities: readJson(row.capabilities, []),
    contextLength: row.context_length,
    shape: row.memory_shape === null ? null : readJson(row.memory_shape, null),
    measured: row.measured_bytes === null
      ? null
      : { bytes: row.measured_bytes, context: row.measured_context ?? 0 },
  };
}

function toRow(digest: string, details: ModelDetails): ModelDetailsRow {
  return {
    digest,
    capabilities: JSON.stringify(details.capabilities),
    context_length: details.contextLength,
    memory_shape: details.shape && JSON.stringify(details.shape),
    measured_bytes: details.measured?.bytes ?? null,
    measured_context: details.measured?.context ?? null,
  };
}
