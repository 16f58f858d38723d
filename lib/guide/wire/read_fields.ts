/**
 * Request bodies as Go's decoder takes them: field names without regard to case, unknown fields ignored, a wrong type
 * refused in Go's words.
 */
import type { Exchange } from "./exchange.ts";
import { firstJsonValue, GoSyntaxError } from "./go_scan.ts";
import { Refusal } from "./refusal.ts";

/** A Go type by its name; a list of objects as `["[]api.Message", {…}]`; `any` takes everything. */
export type FieldType = string | readonly [string, FieldTypes];
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** `struct` is Go's name of the request, as it stands in its messages. */
export function readFields(exchange: Exchange, struct: string, types: FieldTypes): Record<string, unknown> {
  const text = exchange.text;
  if (text.trim() === "") throw new Refusal(400, "missing request body");
  const value = parse(text);
  if (value === null) return {};
  if (kindOf(value) !== "object") {
    throw new Refusal(400, `json: cannot unmarshal ${kindOf(value)} into Go value of type api.${struct}`);
  }
  return pickFields(value as Record<string, unknown>, types, `${struct}.`);
}

function parse(text: string): unknown {
  try {
    return firstJsonValue(text);
  } catch (error) {
    if (error instanceof GoSyntaxError) throw new Refusal(400, error.message);
    throw error;
  }
}

function pickFields(
  value: Record<string, unknown>,
  types: FieldTypes,
  path: string,
): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, content] of Object.entries(value)) {
    const name = Object.hasOwn(types, key) ? key : key.toLowerCase();
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (type !== undefined && content !== null) fields[name] = checked(content, type, path + name);
  }
  return fields;
}

function checked(value: unknown, type: FieldType, path: string): unknown {
  const goType = typeof type === "string" ? type : type[0];
  if (!fits(value, goType)) {
    throw new Refusal(
      400,
      `json: cannot unmarshal ${kindOf(value)} into Go struct field ${path} of type ${goType}`,
    );
  }
  if (goType === "[]string") return (value as unknown[]).map((item) => checked(item, "string", path));
  if (typeof type === "string") return value;
  return (value as unknown[]).map((item) => {
    if (kindOf(item) !== "object") checked(item, goType.slice("[]".length), path);
    return pickFields(item as Record<string, unknown>, type[1], `${path}.`);
  });
}

function fits(value: unknown, goType: string): boolean {
  const kind = kindOf(value);
  if (goType === "any") return true;
  if (goType.startsWith("[]")) return kind === "array";
  if (goType.startsWith("map") || goType.startsWith("api.")) return kind === "object";
  if (goType === "int") return Number.isInteger(value);
  return kind === goType;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
}
