/** Whether a model would fit into what is free now, for a chosen context: what pages show before it is loaded. */
import type { Catalog } from "./catalog.ts";
import { estimateMemory, type Fit, type FreeMemory, judgeFit, type MemoryEstimate } from "./fit.ts";
import type { SystemFigures } from "./system.ts";

export interface FitReport {
  context: number;
  estimate: MemoryEstimate;
  fit: Fit;
  free: FreeMemory;
}

/** What a server without a large GPU takes when nobody says otherwise. */
const defaultContext = 4096;

export function reportFit(
  catalog: Catalog,
  model: { digest: string; size_bytes: number; context_length: number | null },
  context: number | null,
): FitReport {
  const details = catalog.details.get(model.digest);
  const asked = Math.min(context ?? defaultContext, model.context_length ?? Infinity);
  const estimate = estimateMemory({
    sizeBytes: model.size_bytes,
    shape: details?.shape ?? null,
    measured: details?.measured ?? null,
  }, asked);
  const free = freeMemory(catalog.system());
  return { context: asked, estimate, fit: judgeFit(estimate.totalBytes, free), free };
}

function freeMemory({ memory_used_bytes, memory_total_bytes, gpus }: SystemFigures): FreeMemory {
  const known = gpus.filter((gpu) => gpu.memory_total_bytes !== null && gpu.memory_used_bytes !== null);
  return {
    vramBytes: known.length === 0
      ? null
      : known.reduce((sum, gpu) => sum + gpu.memory_total_bytes! - gpu.memory_used_bytes!, 0),
    ramBytes: memory_total_bytes === null || memory_used_bytes === null
      ? null
      : memory_total_bytes - memory_used_bytes,
  };
}
