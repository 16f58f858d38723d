/** What models take of the machine's memory, as the models page says it: before a load, and after it. */
import type { Deps } from "@/lib/deps.ts";
import type { Fit } from "@/lib/models/fit.ts";
import {
  contextForGpu,
  type FitReport,
  reportExcess,
  reportFit,
  reportFits,
} from "@/lib/models/fit_report.ts";
import type { Model, Pull } from "@/lib/shared/model.ts";

export interface ModelNeed {
  bytes: number;
  /** What it is needed for; null where it is not known how memory grows with the context. */
  context: number | null;
  fit: Fit;
}

/** Why a loaded model is slower or sees less than it could. */
export interface LoadedShortfall {
  /** The context that the settings ask for, where it was loaded with less. */
  askedContext: number | null;
  isSplit: boolean;
  /** With which all of it would be on the GPU, as far as is known. */
  contextForGpu: number | null;
}

export type PullExcess = { neededBytes: number; knownBytes: number };

/** Undefined for what runs elsewhere. */
export function needOf(deps: Deps, model: Model): ModelNeed | undefined {
  if (deps.catalog.peek(model.name)?.isCloud || model.size_bytes === 0) return;
  return toNeed(reportFit(deps, model, chosenContext(deps)));
}

/** For a few contexts; none where nothing is known. */
export function needsOf(deps: Deps, model: Model): ModelNeed[] {
  return reportFits(deps, model, chosenContext(deps)).map(toNeed);
}

export function shortfallOf(deps: Deps, model: Model): LoadedShortfall | undefined {
  const { vram_bytes, ram_bytes, loaded_context, context_length } = model;
  const asked = Math.min(chosenContext(deps) ?? 0, context_length ?? Infinity);
  const askedContext = loaded_context !== null && loaded_context < asked ? asked : null;
  const isSplit = Boolean(vram_bytes && ram_bytes);
  if (askedContext === null && !isSplit) return;
  return { askedContext, isSplit, contextForGpu: isSplit ? contextForGpu(deps, model) : null };
}

/** Once the registry has told the size of a model that is too large for all of this machine's memory. */
export function excessOf(deps: Deps, { total_bytes }: Pull): PullExcess | undefined {
  return total_bytes > 0 ? reportExcess(deps, total_bytes) : undefined;
}

function chosenContext({ settings }: Deps): number | null {
  return settings.config().options.context_window;
}

function toNeed({ context, estimate, fit }: FitReport): ModelNeed {
  return { bytes: context === null ? estimate.weightBytes : estimate.totalBytes, context, fit };
}
