/** Limits and shapes of the texts that people write. */
import * as z from "zod";
import { excessBytes } from "./content_limit.ts";
import { isId } from "./id.ts";

export const maxTitleLength = 500;

export const Id = z.string().refine(isId, "must be a UUID").transform((id) => id.toLowerCase());

export const Title = noNul(z.string().trim().min(1, "must not be empty").max(maxTitleLength));

export const ModelName = noNul(z.string().trim().min(1, "must not be empty").max(350));

/** A message as written. A NUL cannot be stored, so it becomes the replacement character. */
export const Content = z.string()
  .refine((text) => text.trim() !== "", "must not be empty")
  .refine((text) => excessBytes(text) === 0, "must not be longer than 1 MiB")
  .transform(storable);

export const SystemPrompt = z.string()
  .refine((text) => excessBytes(text) === 0, "must not be longer than 1 MiB")
  .transform(storable);

/** What SQLite gives back unchanged: no NUL (it would cut the text), no lone surrogate (it has no UTF-8). */
export function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd").toWellFormed();
}

/** A number of a query: digits alone, for `Number()` also reads "", " 1", "1e2" and "0x10". */
export function queryNumber<Schema extends z.ZodType>(schema: Schema) {
  const read = (text: unknown) => typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : text;
  return z.preprocess(read, schema);
}

function noNul(schema: z.ZodString) {
  return schema.refine((text) => !text.includes("\0"), "must not contain NUL").transform((text) =>
    text.toWellFormed()
  );
}
