/** The parameters of a reply. Global, then session, then request: the nearer one wins field by field. */
import * as z from "zod";

const integer = z.number().int();

const fields = {
  temperature: z.number().min(0).max(2),
  top_p: z.number().min(0).max(1),
  top_k: integer.min(0).max(1000),
  min_p: z.number().min(0).max(1),
  repeat_penalty: z.number().min(0).max(2),
  context_window: integer.min(256).max(10_485_760),
  max_tokens: integer.refine((n) => n === -1 || n >= 1, "must be -1 (no limit) or at least 1"),
  seed: integer,
  stop: z.array(z.string().min(1).max(1000)).max(16),
  think: z.union(
    [z.boolean(), z.enum(["low", "medium", "high"])],
    "must be true, false, low, medium or high",
  ),
};

/** What a request may say: a field absent is left as it is, null clears it ("not sent, the model decides"). */
export const PromptOptionsPatch = z.strictObject({
  temperature: fields.temperature.nullish(),
  top_p: fields.top_p.nullish(),
  top_k: fields.top_k.nullish(),
  min_p: fields.min_p.nullish(),
  repeat_penalty: fields.repeat_penalty.nullish(),
  context_window: fields.context_window.nullish(),
  max_tokens: fields.max_tokens.nullish(),
  seed: fields.seed.nullish(),
  stop: fields.stop.nullish(),
  think: fields.think.nullish(),
});
export type PromptOptionsPatch = z.infer<typeof PromptOptionsPatch>;

/** Every field present; null = not sent. */
export type PromptOptions = { [K in keyof PromptOptionsPatch]-?: Exclude<PromptOptionsPatch[K], undefined> };

export const noPromptOptions: PromptOptions = {
  temperature: null,
  top_p: null,
  top_k: null,
  min_p: null,
  repeat_penalty: null,
  context_window: null,
  max_tokens: null,
  seed: null,
  stop: null,
  think: null,
};

/** The nearer one wins field by field; its nulls count only with `clear`. */
export function layerOptions(base: PromptOptions, nearer: PromptOptionsPatch): PromptOptions {
  const set = Object.entries(nearer).filter(([, value]) => value !== null && value !== undefined);
  return { ...base, ...Object.fromEntries(set) };
}

/** A stored set changed by a request: null clears a field, an absent one stays. */
export function patchOptions(stored: PromptOptions, patch: PromptOptionsPatch): PromptOptions {
  const said = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...stored, ...Object.fromEntries(said) };
}
