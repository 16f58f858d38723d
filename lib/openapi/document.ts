/** The operations and schemas as one OpenAPI 3.1 document. */
import { errorStatus } from "@/lib/shared/error.ts";
import { version } from "@/lib/version.ts";
import { groups, rules, streamRules } from "./groups.ts";
import type { Answer, Body, Operation, OperationGroup } from "./operation.ts";
import { componentSchemas, type JsonSchema, querySchemas, refTo } from "./schemas.ts";

export function openApiDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Chat WebUI",
      version,
      description: [...rules, ...streamRules].join("\n\n"),
    },
    servers: [{ url: "http://127.0.0.1:8000" }],
    tags: groups.map(({ name, words }) => ({ name, description: words })),
    security: [{}, { login: [] }, { password: [] }],
    paths: paths(),
    components: {
      schemas: componentSchemas(),
      responses: { Error: { description: "It failed.", content: json(errorRef) } },
      securitySchemes: {
        login: {
          type: "apiKey",
          in: "cookie",
          name: "login_8000",
          description: "`login_` and the server's port.",
        },
        password: { type: "http", scheme: "bearer", description: "The `ACCESS_PASSWORD`." },
      },
    },
  };
}

/** `GET /api/chat/{id}/stream` → `getApiChatIdStream` */
export function operationId({ method, path }: Operation): string {
  const words = path.split(/[^a-z]+/i).filter((word) => word !== "");
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
}

const errorRef = { $ref: "#/components/schemas/Error" };

function paths() {
  const found: Record<string, JsonSchema> = {};
  for (const group of groups) {
    for (const operation of group.operations) {
      (found[operation.path] ??= {})[operation.method] = describe(operation, group);
    }
  }
  return found;
}

function describe(operation: Operation, group: OperationGroup) {
  const parameters = listParameters(operation);
  return {
    tags: [group.name],
    operationId: operationId(operation),
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(operation.body ? { requestBody: requestBody(operation.body) } : {}),
    responses: responses(operation),
    ...(operation.path.startsWith("/ws/")
      ? {
        "x-websocket": {
          client: { $ref: "#/components/schemas/SocketRequest" },
          server: { $ref: "#/components/schemas/SocketMessage" },
        },
      }
      : {}),
  };
}

function listParameters({ path, query, headers }: Operation) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: name === "id" ? { $ref: "#/components/schemas/Id" } : { type: "string" },
  }));
  const inQuery = (query ? querySchemas(query) : []).map(({ name, schema }) => ({
    name,
    in: "query",
    schema,
  }));
  const inHeaders = Object.entries(headers ?? {}).map(([name, description]) => ({
    name,
    in: "header",
    description,
    schema: { type: "string" },
  }));
  return [...inPath, ...inQuery, ...inHeaders];
}

function requestBody({ schema, words, isOptional }: Body) {
  return {
    required: !isOptional,
    ...(words ? { description: words } : {}),
    content: schema ? json(refTo(schema)) : { "application/json": {}, "application/x-ndjson": {} },
  };
}

function responses({ answers, errors = [] }: Operation) {
  const found: Record<string, JsonSchema> = {};
  for (const answer of answers) {
    const { description, content, headers } = response(answer);
    const former = found[answer.status];
    found[answer.status] = former
      ? {
        ...former,
        description: `${former.description} ${description}`,
        content: { ...former.content, ...content },
      }
      : { description, ...(headers ? { headers } : {}), ...(content ? { content } : {}) };
  }
  for (const status of new Set(errors.map((code) => errorStatus[code]))) {
    const codes = errors.filter((code) => errorStatus[code] === status);
    found[status] ??= { description: codes.map((code) => `\`${code}\``).join(", "), content: json(errorRef) };
  }
  return { ...found, default: { $ref: "#/components/responses/Error" } };
}

function response({ words, content, headers }: Answer) {
  return {
    description: words,
    headers: headers && Object.fromEntries(
      Object.entries(headers).map((
        [name, description],
      ) => [name, { description, schema: { type: "string" } }]),
    ),
    content: content && contentOf(content),
  };
}

function contentOf(content: NonNullable<Answer["content"]>): JsonSchema {
  if (content.as === "file") {
    return Object.fromEntries(content.types.map((type) => [type, { schema: { type: "string" } }]));
  }
  if (content.as === "json") return json(refTo(content.schema));
  return { "text/event-stream": { schema: refTo(content.schema) } };
}

function json(schema: JsonSchema) {
  return { "application/json": { schema } };
}
