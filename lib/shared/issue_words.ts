/**
 * What is wrong with a value, in our words rather than zod's. They go on from the field's name:
 * `temperature must be at most 2`. What a schema words itself comes before these.
 */
import type * as z from "zod";

export const issueWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "too_big") return `must ${amount("at most", issue.maximum, issue.origin)}`;
  if (issue.code === "too_small") return `must ${amount("at least", issue.minimum, issue.origin)}`;
  if (issue.code === "invalid_value") return `must be ${listed(issue.values.map(String))}`;
  if (issue.code !== "invalid_type") return;
  return issue.input === undefined ? "is missing" : kinds[issue.expected];
};

function amount(bound: string, limit: number | bigint, origin: string): string {
  if (origin === "string") return `be ${bound} ${limit} characters long`;
  return origin === "array" ? `have ${bound} ${limit} entries` : `be ${bound} ${limit}`;
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
