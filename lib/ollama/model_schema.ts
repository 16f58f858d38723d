/** The shapes of Ollama's answers about models, as loosely as they have to be taken. */
import * as z from "zod";

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);

export const Tag = z.object({
  name: z.string().min(1).max(350),
  digest: text,
  size: number,
  modified_at: text,
  capabilities: z.array(z.string()).nullish().catch(null),
  remote_host: text,
  details: z.object({
    family: text,
    parameter_size: text,
    quantization_level: text,
    context_length: number,
  }).nullish().catch(null),
});

export const Loaded = z.object({
  name: z.string().min(1).max(350),
  digest: text,
  size: number,
  size_vram: number,
  context_length: number,
  expires_at: text,
});

export const Shown = z.object({
  capabilities: z.array(z.string()).nullish().catch(null),
  parameters: text,
  template: text,
  license: text,
  details: z.record(z.string(), z.unknown()).nullish().catch(null),
  model_info: z.record(z.string(), z.unknown()).nullish().catch(null),
});

export const Pulled = z.object({
  status: z.string(),
  digest: z.string().optional(),
  total: z.number().optional(),
  completed: z.number().optional(),
});

/** Entries of another shape are left out rather than making the list fail; at most 10,000 are kept. */
export function list<T>(entry: z.ZodType<T>) {
  return z.array(z.unknown()).nullish().transform((items) =>
    (items ?? []).slice(0, 10_000).flatMap((item) => {
      const parsed = entry.safeParse(item);
      return parsed.success ? [parsed.data] : [];
    })
  );
}
