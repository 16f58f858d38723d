/**
 * What is wrong with a value, in our words rather than zod's. They go on from the field's name:
 * `temperature must be at most 2`. What a schema words itself comes before these.
 */
import type * as z from "zod";

export const issueWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "too_big") return tooBig(issue.origin, issue.maximum);
  if (issue.code === "too_small") return tooSmall(issue.origin, issue.minimum);
  if (issue.code === "invalid_value") return `must be ${listed(issue.values.map(String))}`;
  if (issue.code !== "invalid_type") return;
  return issue.input === undefined ? "is missing" : kinds[issue.expected];
};

function tooBig(origin: string, most: number | bigint): string {
  if (origin === "string") return `must be at most ${most} characters long`;
  return origin === "array" ? `must have at most ${most} entries` : `must be at most ${most}`;
}

function tooSmall(origin: string, least: number | bigint): string {
  return origin === "string" ? `must be at least ${least} characters long` : `must be at least ${least}`;
}

function listed(values: string[]): string {
  const last = values.pop();
  return values.length > 0 ? `${values.join(", ")} or ${last}` : `${last}`;
}

const kinds: Record<string, string | undefined> = {
  number: "must be a number",
  int: "must be a whole number",
  string: "must be text",
  boolean: "must be true or false",
  array: "must be a list",
  object: "must be an object",
};
