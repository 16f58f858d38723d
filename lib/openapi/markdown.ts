/** The same reference for reading: docs/api.md. */
import { type ErrorCode, errorStatus } from "@/lib/shared/error.ts";
import { errorWords } from "./error_words.ts";
import { groups, rules, streamRules } from "./groups.ts";
import { fieldTable, nameOf, typeText } from "./markdown_schema.ts";
import type { Answer, Operation, OperationGroup } from "./operation.ts";
import { replyEvents } from "./responses/events.ts";
import { componentSchemas, inlineSchema, type JsonSchema, querySchemas, refTo } from "./schemas.ts";

export function apiReference(): string {
  return [
    "# API reference",
    "Made by `deno task openapi` from the schemas in `lib/shared` and `lib/openapi`; do not edit it. The same for " +
    "programs: [openapi.json](openapi.json). How replies are streamed: [streaming.md](streaming.md).",
    ...rules.map((rule) => `- ${rule}`).join("\n").split("\n\n"),
    ...contents(),
    ...groups.flatMap(section),
    ...streams(),
    ...errors(),
    ...schemas(),
  ].join("\n\n") + "\n";
}

function contents(): string[] {
  const rows = groups.flatMap(({ operations }) =>
    operations.map((operation) =>
      `| [\`${title(operation)}\`](#${anchor(title(operation))}) | ${operation.summary} |`
    )
  );
  return [["| call | |", "| --- | --- |", ...rows].join("\n")];
}

function section({ name, words, operations }: OperationGroup): string[] {
  return [`## ${name}`, words, ...operations.flatMap(describe)];
}

function describe(operation: Operation): string[] {
  const { description, query, headers, body, answers, errors = [] } = operation;
  const parameters = [
    ...(query ? querySchemas(query) : []).map(({ name, schema }) => `- \`?${name}=\` ${typeText(schema)}`),
    ...Object.entries(headers ?? {}).map(([name, words]) => `- header \`${name}\`: ${words}`),
  ];
  return [
    `### ${title(operation)}`,
    `${operation.summary}.`,
    ...(description ? [description] : []),
    ...(parameters.length > 0 ? [parameters.join("\n")] : []),
    ...(body
      ? [
        `Body${body.isOptional ? " (may be left out)" : ""}: ${
          body.schema ? link(refTo(body.schema).$ref) : body.words
        }`,
      ]
      : []),
    [
      ...answers.map((answer) => `- **${answer.status}** ${answerText(answer)}`),
      ...byStatus(errors).map(([status, codes]) =>
        `- **${status}** ${codes.map((code) => `\`${code}\``).join(", ")}`
      ),
    ].join("\n"),
  ];
}

function answerText({ words, content, headers }: Answer): string {
  const shape = content === undefined
    ? []
    : content.as === "file"
    ? content.types.map((type) => `\`${type}\``)
    : [`${content.as === "events" ? "a stream of " : ""}${link(refTo(content.schema).$ref)}`];
  const named = Object.entries(headers ?? {}).map(([name, words]) => `\`${name}\`: ${words}`);
  return [...shape.map((text) => `${text}:`), words, ...named].join(" ");
}

function streams(): string[] {
  const rows = Object.entries(replyEvents).map(([name, schema]) => {
    const fields = Object.entries<JsonSchema>(inlineSchema(schema).properties ?? {});
    return `| \`${name}\` | ${fields.map(([field, type]) => `\`${field}\` ${typeText(type)}`).join(", ")} |`;
  });
  return [
    "## Event streams",
    streamRules.map((rule) => `- ${rule}`).join("\n"),
    ["| event of a reply | data |", "| --- | --- |", ...rows].join("\n"),
  ];
}

function errors(): string[] {
  const rows = Object.entries(errorWords).map(([code, words]) =>
    `| \`${code}\` | ${errorStatus[code as ErrorCode] ?? "–"} | ${words} |`
  );
  return [
    "## Errors",
    '`{"error": {"code", "message", "details"?, "request_id"}}`. Codes without a status are those of ' +
    "replies only. Every call can also give the codes of the host and origin checks, of the login, and 500.",
    ["| code | HTTP | |", "| --- | --- | --- |", ...rows].join("\n"),
  ];
}

function schemas(): string[] {
  return [
    "## Schemas",
    ...Object.entries(componentSchemas()).flatMap(([name, schema]) => [`### ${name}`, ...fieldTable(schema)]),
  ];
}

function byStatus(codes: ErrorCode[]): [number, ErrorCode[]][] {
  const statuses = [...new Set(codes.map((code) => errorStatus[code]))].sort((a, b) => a - b);
  return statuses.map((status) => [status, codes.filter((code) => errorStatus[code] === status)]);
}

function title({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

function link(ref: string): string {
  const name = nameOf(ref);
  return `[${name}](#${anchor(name)})`;
}

/** As GitHub makes them of headings. */
function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9 _-]/g, "").replaceAll(" ", "-");
}
