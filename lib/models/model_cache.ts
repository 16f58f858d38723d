/**
 * The last list of local models: in memory for reading, in the database for the next start.
 *
 * Knows which server it is from: under another address it is empty. The address is kept as a fingerprint, since it
 * is sealed where it is stored. What a server sends is made to fit here: doubles and names that are none are left
 * out, figures become whole numbers.
 */
import { createHash } from "node:crypto";
import type { Database } from "@/lib/db/database.ts";
import {
  type ModelRow,
  replaceModels,
  selectModels,
  selectModelSource,
  upsertModelSource,
} from "@/lib/db/models.ts";
import { readJson } from "@/lib/db/stored_json.ts";
import type { TaggedModel } from "@/lib/ollama/client.ts";
import { modelKey } from "@/lib/shared/model.ts";
import { storable } from "@/lib/shared/text.ts";
import type { ModelDetails } from "./details.ts";
import { isModelName } from "./name.ts";

/** A model of the last list, with what it can do as far as that is known. */
export interface LocalModel {
  name: string;
  digest: string;
  sizeBytes: number;
  capabilities: string[];
  contextLength: number | null;
  /** A stub that runs at ollama.com. */
  isCloud: boolean;
  isEmbedding: boolean;
}

export interface ModelSource {
  version: string | null;
  /** Milliseconds since 1970. */
  refreshedAt: number;
}

export interface ModelCache {
  rows(): readonly ModelRow[];
  get(key: string): ModelRow | undefined;
  source(): ModelSource | null;
  replace(tags: readonly TaggedModel[], source: ModelSource): void;
}

export function openModelCache(db: Database, baseUrl: () => string): ModelCache {
  let rows = new Map(selectModels(db).map((row) => [row.key, row]));
  const stored = selectModelSource(db);
  let source = stored && {
    fingerprint: stored.fingerprint,
    version: stored.version,
    refreshedAt: stored.refreshed_at,
  };
  const isCurrent = () => source?.fingerprint === fingerprintOf(baseUrl());

  return {
    rows: () => isCurrent() ? [...rows.values()] : [],
    get: (key) => isCurrent() ? rows.get(key) : undefined,
    source: () => isCurrent() ? source! : null,
    replace(tags, next) {
      const fresh = toRows(tags);
      const isChanged = JSON.stringify([...fresh.values()]) !== JSON.stringify([...rows.values()]);
      source = { fingerprint: fingerprintOf(baseUrl()), ...next };
      rows = fresh;
      const row = { fingerprint: source.fingerprint, version: next.version, refreshed_at: next.refreshedAt };
      db.relaxed(() =>
        db.transaction(() => {
          if (isChanged) replaceModels(db, [...fresh.values()]);
          upsertModelSource(db, row);
        })
      );
    },
  };
}

export function toLocalModel(row: ModelRow, details: ModelDetails | undefined): LocalModel {
  const capabilities = capabilitiesOf(row, details);
  return {
    name: row.name,
    digest: row.digest,
    sizeBytes: row.size_bytes,
    capabilities,
    contextLength: row.context_length ?? details?.contextLength ?? null,
    isCloud: row.is_cloud === 1,
    isEmbedding: capabilities.includes("embedding") && !capabilities.includes("completion"),
  };
}

export function capabilitiesOf(row: ModelRow, details: ModelDetails | undefined): string[] {
  return row.capabilities === null ? details?.capabilities ?? [] : readJson(row.capabilities, []);
}

function fingerprintOf(baseUrl: string): string {
  return createHash("sha256").update(baseUrl).digest("hex");
}

function toRows(tags: readonly TaggedModel[]): Map<string, ModelRow> {
  const rows = new Map<string, ModelRow>();
  for (const tag of tags) {
    const key = modelKey(tag.name);
    if (!isModelName(tag.name) || rows.has(key)) continue;
    rows.set(key, {
      key,
      position: rows.size,
      name: tag.name,
      digest: short(tag.digest) ?? "",
      size_bytes: whole(tag.sizeBytes) ?? 0,
      modified_at: toTime(tag.modifiedAt),
      family: short(tag.family),
      parameter_size: short(tag.parameterSize),
      quantization: short(tag.quantization),
      capabilities: tag.capabilities ? JSON.stringify(tag.capabilities.slice(0, 32).map(short)) : null,
      context_length: whole(tag.contextLength),
      is_cloud: tag.isCloud ? 1 : 0,
    });
  }
  return rows;
}

export function whole(figure: number | null | undefined): number | null {
  if (figure === null || figure === undefined || !Number.isFinite(figure)) return null;
  return Math.min(Math.max(Math.trunc(figure), 0), Number.MAX_SAFE_INTEGER);
}

/** UTC as the API shows times; a text that is no time is not known. */
export function toTime(text: string | null): string | null {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

function short(text: string | null): string | null {
  return text === null ? null : storable(text.slice(0, 200));
}
