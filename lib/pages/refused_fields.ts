/** What was refused of a form, by field, in words that stand beneath it. */
import { AppError } from "@/lib/errors.ts";

/** Fields that a refused value is about, or undefined when the error is not about a field. */
export function refusedFields(error: unknown): Record<string, string> | undefined {
  if (!(error instanceof AppError) || !error.details?.length) return;
  return Object.fromEntries(error.details.map(({ path, message }) => [path, sentence(message)]));
}

/** The first of a field counts; fields are in the order of the schema. */
export function errorsByField(issues: { path: PropertyKey[]; message: string }[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[fieldOf(path)] ??= sentence(message);
  return errors;
}

/** An item of a list is shown at the list. */
function fieldOf(path: PropertyKey[]): string {
  return path.filter((part) => typeof part === "string").join(".");
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
