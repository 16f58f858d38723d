/** JSON Schema as a person reads it: a table of fields, or a type in a few words. */
import type { JsonSchema } from "./schemas.ts";

/** Blocks of Markdown. */
export function fieldTable(schema: JsonSchema): string[] {
  const words = schema.description ? [String(schema.description)] : [];
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    return [
      ...words,
      "One of:",
      choices.map((one: JsonSchema) => `- ${typeText(one)}`).join("\n"),
    ];
  }
  if (schema.type !== "object" || !schema.properties) {
    return [...words, typeText({ ...schema, description: undefined })];
  }
  const fields = Object.entries<JsonSchema>(schema.properties);
  if (fields.length === 0) return [...words, "No fields."];
  const required = new Set<string>(schema.required ?? []);
  const rows = fields.map(([name, field]) =>
    `| \`${name}\`${required.has(name) ? "" : " (optional)"} | ${typeText(field)} |`
  );
  return [...words, ["| field | type |", "| --- | --- |", ...rows].join("\n")];
}

export function typeText(schema: JsonSchema): string {
  return [kind(schema), ...limits(schema), ...(schema.description ? [`(${schema.description})`] : [])].join(
    " ",
  )
    .replaceAll("|", "\\|");
}

export function nameOf(ref: string): string {
  return ref.split("/").at(-1)!;
}

function kind(schema: JsonSchema): string {
  if (schema.$ref) return `[${nameOf(schema.$ref)}](#${nameOf(schema.$ref).toLowerCase()})`;
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return choices.map(typeText).join(" or ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value: unknown) => `\`${JSON.stringify(value)}\``).join(", ");
  if (Array.isArray(schema.type)) {
    return schema.type.map((type: string) => kind({ ...schema, type })).join(" or ");
  }
  if (schema.type === "array") return listText(schema);
  if (schema.type === "object") return objectText(schema);
  if (schema.type === "string") return textText(schema);
  return schema.type ?? "anything";
}

function listText({ items, prefixItems }: JsonSchema): string {
  if (prefixItems) return `[${prefixItems.map(kind).join(", ")}]`;
  return `list of ${kind(items ?? {})}`;
}

function objectText({ properties, required = [] }: JsonSchema): string {
  if (!properties) return "object";
  const fields = Object.entries<JsonSchema>(properties).map(([name, field]) =>
    `\`${name}\`${required.includes(name) ? "" : "?"}: ${kind(field)}`
  );
  return `{ ${fields.join(", ")} }`;
}

function textText({ format, contentEncoding, contentMediaType: _ }: JsonSchema): string {
  if (contentEncoding) return contentEncoding;
  return ({ "date-time": "time", date: "day", uuid: "UUID" } as Record<string, string>)[format] ?? "text";
}

function limits(schema: JsonSchema): string[] {
  if (schema.enum || schema.const !== undefined) {
    return schema.default === undefined ? [] : [`(default \`${schema.default}\`)`];
  }
  const said: string[] = [];
  if (schema.minimum !== undefined && schema.maximum !== undefined) {
    said.push(`${schema.minimum}–${schema.maximum}`);
  } else if (schema.minimum !== undefined) said.push(`from ${schema.minimum}`);
  else if (schema.maximum !== undefined) said.push(`up to ${schema.maximum}`);
  if (schema.maxLength !== undefined) said.push(`up to ${schema.maxLength} characters`);
  if (schema.maxItems !== undefined) said.push(`up to ${schema.maxItems}`);
  if (schema.default !== undefined && schema.default !== "") said.push(`(default \`${schema.default}\`)`);
  return said;
}
