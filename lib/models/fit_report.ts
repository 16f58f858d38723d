/**
 * What a model takes, for a chosen context, and whether that fits into what is free now: what pages show before
 * it is loaded, and say of one that is.
 *
 * The figures of memory are this machine's: of an Ollama elsewhere nothing is said but how much it takes.
 */
import type { Ollama } from "@/lib/ollama/client.ts";
import { isLoopbackHost } from "@/lib/shared/ip.ts";
import type { Model } from "@/lib/shared/model.ts";
import type { Catalog } from "./catalog.ts";
import { estimateMemory, type Fit, type FreeMemory, judgeFit, type MemoryEstimate } from "./fit.ts";
import type { SystemFigures } from "./system.ts";

export interface FitDeps {
  catalog: Catalog;
  ollama: Pick<Ollama, "baseUrl">;
}

export interface FitReport {
  /** What the estimate is of; null where it is not known how memory grows with the context. */
  context: number | null;
  estimate: MemoryEstimate;
  fit: Fit;
}

type FitModel = Pick<Model, "digest" | "size_bytes" | "context_length" | "vram_bytes" | "ram_bytes">;

const GiB = 1024 ** 3;
const tableContexts = [4096, 8192, 32_768];
/** From the largest: which of them would leave all of a model on the GPU. */
const smallerContexts = [131_072, 65_536, 32_768, 16_384, 8192, 4096, 2048];

/** For the context that a chat would ask for: `chosen`, else the model's own, else Ollama's. */
export function reportFit(deps: FitDeps, model: FitModel, chosen: number | null): FitReport {
  return reportAt(deps, model, askedContext(deps, model, chosen));
}

/** For a few sizes and the largest that the model takes; none where it is not known how memory grows. */
export function reportFits(deps: FitDeps, model: FitModel, chosen: number | null): FitReport[] {
  if (!deps.catalog.details.get(model.digest)?.shape) return [];
  const largest = model.context_length ?? Infinity;
  const sizes = new Set([...tableContexts, askedContext(deps, model, chosen), largest]);
  return [...sizes].filter((size) => size <= largest && size !== Infinity)
    .toSorted((a, b) => a - b)
    .map((size) => reportAt(deps, model, size));
}

/** The largest context below the loaded one at which all of a loaded model would be on the GPU, or null. */
export function contextForGpu(deps: FitDeps, model: FitModel & Pick<Model, "loaded_context">): number | null {
  const { loaded_context } = model;
  if (loaded_context === null || !deps.catalog.details.get(model.digest)?.shape) return null;
  return smallerContexts.find((size) => size < loaded_context && reportAt(deps, model, size).fit === "gpu") ??
    null;
}

/** What a model of that size takes at least, and all there is, where that is not enough even when it is free. */
export function reportExcess(
  { catalog, ollama }: FitDeps,
  sizeBytes: number,
): { neededBytes: number; knownBytes: number } | undefined {
  const { memory_total_bytes, gpus } = catalog.system();
  if (!isHere(ollama) || memory_total_bytes === null) return;
  const neededBytes = estimateMemory({ sizeBytes, shape: null, measured: null }, 0).totalBytes;
  const knownBytes = memory_total_bytes + totalVram(gpus);
  return neededBytes > knownBytes ? { neededBytes, knownBytes } : undefined;
}

function reportAt(deps: FitDeps, model: FitModel, context: number): FitReport {
  const details = deps.catalog.details.get(model.digest);
  const measured = details?.measured ?? null;
  const estimate = estimateMemory({
    sizeBytes: model.size_bytes,
    shape: details?.shape ?? null,
    measured,
  }, context);
  const fit = judgeFit(estimate.totalBytes, freeMemory(deps, model));
  if (estimate.cacheBytes !== null) return { context, estimate, fit };
  // Without the share of the context only "not even that" is certain.
  return { context: measured?.context || null, estimate, fit: fit === "too_large" ? fit : "unknown" };
}

function askedContext(deps: FitDeps, model: FitModel, chosen: number | null): number {
  const own = deps.catalog.details.get(model.digest)?.shape?.ownContext;
  return Math.min(chosen ?? own ?? defaultContext(deps), model.context_length ?? Infinity);
}

/** As Ollama does it when nothing tells it: by the memory of its GPUs. */
function defaultContext({ catalog, ollama }: FitDeps): number {
  if (!isHere(ollama)) return 4096;
  const vram = totalVram(catalog.system().gpus);
  if (vram >= 47 * GiB) return 262_144;
  return vram >= 23 * GiB ? 32_768 : 4096;
}

/** What it holds itself is free for it. */
function freeMemory({ catalog, ollama }: FitDeps, { vram_bytes, ram_bytes }: FitModel): FreeMemory {
  if (!isHere(ollama)) return { vramBytes: null, ramBytes: null };
  const { memory_used_bytes, memory_total_bytes, gpus } = catalog.system();
  const known = gpus.filter((gpu) => gpu.memory_total_bytes !== null && gpu.memory_used_bytes !== null);
  return {
    vramBytes: known.length === 0
      ? null
      : known.reduce((sum, gpu) => sum + gpu.memory_total_bytes! - gpu.memory_used_bytes!, vram_bytes ?? 0),
    ramBytes: memory_total_bytes === null || memory_used_bytes === null
      ? null
      : memory_total_bytes - memory_used_bytes + (ram_bytes ?? 0),
  };
}

function totalVram(gpus: SystemFigures["gpus"]): number {
  return gpus.reduce((sum, gpu) => sum + (gpu.memory_total_bytes ?? 0), 0);
}

function isHere({ baseUrl }: Pick<Ollama, "baseUrl">): boolean {
  return isLoopbackHost(new URL(baseUrl).hostname);
}
