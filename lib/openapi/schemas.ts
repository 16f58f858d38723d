/** Every schema that the reference names, as JSON Schema: requests as they are sent, answers as they come. */
import * as z from "zod";
import { ClientMessage } from "@/lib/http/chat_socket.ts";
import { ChatRequest, ContinueRequest, RegenerateRequest } from "@/lib/shared/chat.ts";
import { ConfigPatch, ConnectionTest, KeepAlive, ThemeChoice } from "@/lib/shared/config.ts";
import { Login } from "@/lib/shared/login.ts";
import { MessagePatch } from "@/lib/shared/message.ts";
import { LoadRequest, ModelRequest, PullRequest } from "@/lib/shared/model_request.ts";
import { PromptOptionsPatch } from "@/lib/shared/prompt_options.ts";
import { Draft, NewSession, SessionPatch, TitleRequest } from "@/lib/shared/session.ts";
import { Content, Id, ModelName, SystemPrompt, Title } from "@/lib/shared/text.ts";
import { ExportedChat, ExportedMessage, ExportedSession } from "@/lib/shared/transfer.ts";
import * as events from "./responses/events.ts";
import * as messages from "./responses/messages.ts";
import * as models from "./responses/models.ts";
import * as search from "./responses/search.ts";
import * as sessions from "./responses/sessions.ts";
import * as state from "./responses/state.ts";
import * as transfer from "./responses/transfer.ts";

// deno-lint-ignore no-explicit-any -- JSON Schema says anything
export type JsonSchema = Record<string, any>;

const requests: Record<string, z.ZodType> = {
  ChatRequest,
  RegenerateRequest,
  ContinueRequest,
  SocketRequest: ClientMessage,
  NewSession,
  SessionPatch,
  Draft,
  TitleRequest,
  MessagePatch,
  ConfigPatch,
  ConnectionTest,
  ThemeChoice,
  Login,
  ModelRequest,
  PullRequest,
  LoadRequest,
  PromptOptionsPatch,
};

/** What zod's rules say in code only. */
const texts: [string, z.ZodType, JsonSchema][] = [
  ["Id", Id, { format: "uuid", description: "A UUID of any version." }],
  ["ModelName", ModelName, { description: "As Ollama names it: `llama3.2`, `hf.co/org/model:Q4_K_M`." }],
  ["Title", Title, { description: "Without NUL." }],
  ["Content", Content, { minLength: 1, description: "Not only spaces; at most 1 MiB of UTF-8." }],
  ["SystemPrompt", SystemPrompt, { description: "At most 1 MiB of UTF-8." }],
  ["KeepAlive", KeepAlive, {
    description: "Ollama's own forms: `5m`, `1h30m`, `-1` (for ever), `0` (unload at once).",
  }],
];

const answers: Record<string, z.ZodType> = {
  Error: state.ErrorAnswer,
  ErrorCode: state.ErrorCode,
  ReplyErrorCode: messages.ReplyErrorCode,
  Health: state.Health,
  Version: state.Version,
  Config: state.Config,
  PromptOptions: state.PromptOptions,
  ConnectionResult: state.ConnectionResult,
  Session: sessions.Session,
  SessionWithDraft: sessions.SessionWithDraft,
  SessionPage: sessions.SessionPage,
  SessionEvent: sessions.SessionEvent,
  Message: messages.Message,
  Metrics: messages.Metrics,
  MessagePage: messages.MessagePage,
  SessionMetrics: messages.SessionMetrics,
  TitleAnswer: sessions.Title,
  SearchPage: search.SearchPage,
  ImportResult: transfer.ImportResult,
  ExportedChat,
  ExportedSession,
  ExportedMessage,
  ReplyEvent: events.ReplyEvent,
  SocketMessage: events.SocketMessage,
  Model: models.Model,
  ModelList: models.ModelList,
  LoadedList: models.LoadedList,
  ModelDescription: models.ModelDescription,
  Pull: models.Pull,
  PullProgress: models.PullProgress,
  PullList: models.PullList,
  PullEvent: models.PullEvent,
  MemoryResult: models.MemoryResult,
  MemoryEvent: models.MemoryEvent,
  ModelsEvent: models.ModelsEvent,
};

const names = new Map<z.ZodType, string>(
  [...Object.entries({ ...requests, ...answers }), ...texts].map(([name, schema]) => [schema, name]),
);

/** `{ $ref }` to a schema of ours. Throws for one that has no name here. */
export function refTo(schema: z.ZodType): { $ref: string } {
  const name = names.get(schema);
  if (!name) throw new Error("A schema of the reference has no name: add it to lib/openapi/schemas.ts.");
  return { $ref: `#/components/schemas/${name}` };
}

/** By name, in the order above. */
export function componentSchemas(): Record<string, JsonSchema> {
  const asked = z.registry<JsonSchema>();
  for (const [id, schema] of Object.entries(requests)) asked.add(schema, { id });
  for (const [id, schema, more] of texts) asked.add(schema, { id, ...more });
  const given = z.registry<JsonSchema>();
  for (const [id, schema] of Object.entries(answers)) given.add(schema, { id });
  return { ...convert(asked, "input"), ...convert(given, "output") };
}

/** The fields of a query, each as its own schema. */
export function querySchemas(query: z.ZodObject): { name: string; schema: JsonSchema }[] {
  const asked = z.registry<JsonSchema>();
  for (const [id, schema, more] of texts) asked.add(schema, { id, ...more });
  asked.add(query, { id: "Query" });
  return Object.entries(convert(asked, "input").Query!.properties as JsonSchema)
    .map(([name, schema]) => ({ name, schema }));
}

/** An answer's part that has no name of its own. */
export function inlineSchema(schema: z.ZodType): JsonSchema {
  const given = z.registry<JsonSchema>();
  for (const [id, named] of Object.entries(answers)) given.add(named, { id });
  given.add(schema, { id: "Inline" });
  return convert(given, "output").Inline!;
}

function convert(
  registry: z.core.$ZodRegistry<JsonSchema>,
  io: "input" | "output",
): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(registry as z.core.$ZodRegistry<{ id?: string }>, {
    io,
    metadata: registry,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => simplify(jsonSchema),
  });
  return Object.fromEntries(
    Object.entries(schemas as Record<string, JsonSchema>).map((
      [name, { $schema: _, $id: __, id: ___, ...rest }],
    ) => [
      name,
      rest,
    ]),
  );
}

/** Says the same in fewer words: formats without their pattern, no bounds of safe integers. */
function simplify(schema: JsonSchema): void {
  if (schema.format && schema.pattern) delete schema.pattern;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  const [first, second, ...rest] = schema.anyOf ?? [];
  if (rest.length > 0 || second?.type !== "null" || typeof first?.type !== "string") return;
  delete schema.anyOf;
  Object.assign(schema, first, { type: [first.type, "null"] });
  if (first.enum) schema.enum = [...first.enum, null];
}
