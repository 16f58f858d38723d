/** What the API answers about models: the catalog, memory, pulls, and the events of each. */
import * as z from "zod";
import type { LoadedList as LoadedListType } from "@/lib/models/loaded_list.ts";
import type { CatalogEvent } from "@/lib/models/news.ts";
import type { MemoryResult as MemoryResultType, OperationEvent } from "@/lib/models/operation.ts";
import type { PullEvent as PullEventType } from "@/lib/models/pulls.ts";
import type { ModelDescription as ModelDescriptionType } from "@/lib/models/show.ts";
import type * as model from "@/lib/shared/model.ts";
import { Bytes, like, Ms, Time } from "./like.ts";

const problem = z.strictObject({ code: z.string(), message: z.string() });
const state = z.enum(["unloaded", "loading", "loaded", "unloading"]);

export const PullProgress = like<model.PullProgress>()(z.strictObject({
  name: z.string(),
  status: z.string(),
  digest: z.string().nullable(),
  completed_bytes: Bytes,
  total_bytes: Bytes,
  percent: z.number().min(0).max(100),
  bytes_per_second: z.number().nullable(),
  eta_seconds: z.number().nullable(),
}));

export const Pull = like<model.Pull>()(PullProgress.extend({
  state: z.enum(["queued", "running", "failed", "interrupted"]),
  error: problem.nullable(),
  started_at: Time,
}));

export const PullList = z.strictObject({ items: z.array(Pull) });

export const Model = like<model.Model>()(z.strictObject({
  name: z.string(),
  digest: z.string(),
  size_bytes: Bytes,
  modified_at: Time.nullable(),
  family: z.string().nullable(),
  parameter_size: z.string().nullable(),
  quantization: z.string().nullable(),
  capabilities: z.array(z.string()),
  context_length: z.int().nullable(),
  state,
  vram_bytes: Bytes.nullable(),
  ram_bytes: Bytes.nullable(),
  loaded_context: z.int().nullable(),
  expires_at: Time.nullable(),
  sessions: z.int().min(0),
  pull: Pull.nullable(),
}));

export const ModelList = like<model.ModelList>()(z.strictObject({
  items: z.array(Model),
  refreshed_at: Time.nullable(),
  stale: z.boolean(),
  error: z.string().nullable(),
}));

export const LoadedList = like<LoadedListType>()(z.strictObject({
  items: z.array(z.strictObject({
    name: z.string(),
    size_bytes: Bytes,
    vram_bytes: Bytes,
    gpu_percent: z.number().min(0).max(100),
    context_length: z.int().nullable(),
    expires_at: Time.nullable(),
  })),
  refreshed_at: Time.nullable(),
}));

export const ModelDescription = like<ModelDescriptionType>()(z.strictObject({
  name: z.string(),
  details: z.record(z.string(), z.unknown()),
  parameters: z.string().nullable(),
  template: z.string().nullable(),
  license: z.string().nullable(),
  capabilities: z.array(z.string()),
  context_length: z.int().nullable(),
}));

export const MemoryResult = like<MemoryResultType>()(z.strictObject({
  name: z.string(),
  state,
  took_ms: Ms,
  via: z.enum(["cli", "api"]),
  log: z.array(z.string()),
}));

export const MemoryEvent = like<OperationEvent>()(z.union([
  z.strictObject({ event: z.literal("log"), data: z.strictObject({ text: z.string() }) }),
  z.strictObject({ event: z.literal("done"), data: MemoryResult }),
  z.strictObject({ event: z.literal("error"), data: problem }),
]));

export const PullEvent = like<PullEventType>()(z.union([
  z.strictObject({ event: z.literal("progress"), data: PullProgress }),
  z.strictObject({
    event: z.literal("done"),
    data: z.strictObject({ name: z.string(), status: z.string() }),
  }),
  z.strictObject({ event: z.literal("error"), data: problem }),
]));

export const ModelsEvent = like<CatalogEvent>()(z.union([
  z.strictObject({ event: z.literal("models"), data: ModelList }),
  z.strictObject({ event: z.literal("progress"), data: Pull }),
  z.strictObject({ event: z.literal("load"), data: z.strictObject({ name: z.string(), state }) }),
]));
