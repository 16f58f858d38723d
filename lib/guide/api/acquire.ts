/** Has the model of a request loaded as the request's options say, and takes a place on it. */
import type { Lease } from "../models/memory.ts";
import type { Parts } from "../parts.ts";
import type { Ask } from "./ask.ts";
import { checkOptions, loadOptionsOf } from "./request_values.ts";

/** Throws what `checkOptions()` and `Memory.acquire()` refuse. */
export function acquire(
  { memory, settings }: Parts,
  { model, options, keepAliveMs }: Pick<Ask, "model" | "options" | "keepAliveMs">,
  signal: AbortSignal,
): Promise<Lease> {
  checkOptions(options);
  const wanted = Number(options.num_ctx ?? settings.contextLength);
  return memory.acquire({
    model,
    contextLength: Math.max(1, Math.min(wanted, model.definition.contextLength)),
    loadOptions: loadOptionsOf(options),
    onGpu: options.num_gpu !== 0,
    keepAliveMs,
  }, signal);
}
