/** Our own export as an incoming chat. */
import type { MetricsRow } from "@/lib/db/metrics.ts";
import type { PromptRow } from "@/lib/db/prompts.ts";
import { issueWords } from "@/lib/shared/issue_words.ts";
import type { ReplyErrorCode } from "@/lib/shared/error.ts";
import { isId } from "@/lib/shared/id.ts";
import * as z from "zod";
import { noPromptOptions, patchOptions } from "@/lib/shared/prompt_options.ts";
import { storable } from "@/lib/shared/text.ts";
import {
  ExportedChat,
  ExportedMessage,
  type ExportedSession,
  exportFormat,
  exportVersion,
} from "@/lib/shared/transfer.ts";
import type { ChatJson } from "./chat_json.ts";
import {
  deriveId,
  idDeriver,
  type IncomingHead,
  maxImageBytes,
  type ReadingChat,
  takeCount,
  takeName,
  takeText,
  takeTitle,
  type WholeMessage,
} from "./incoming.ts";
import { isText, readBase64, readWhole, type Text } from "./long_text.ts";
import { isRecord, type Json } from "./loose.ts";
import { RefusedChat } from "./refused.ts";

export function isOwnExport(value: Json): boolean {
  return Object.hasOwn(value, "format") && value.format === exportFormat;
}

export function* readOwn(value: Json, part: ChatJson["part"]): ReadingChat {
  if (typeof value.version === "number" && value.version > exportVersion) {
    throw new RefusedChat("is from a newer Chat WebUI. Start the newer version, then import it again");
  }
  const { session, messages } = check(ChatInFile, { ...value, session: readWhole(value.session) }, []);
  const sessionId = isId(session.id) ? session.id.toLowerCase() : deriveId(exportFormat, session.id);
  const derive = idDeriver(exportFormat, sessionId);
  const toId = (id: string) => isId(id) ? id.toLowerCase() : derive(id);
  for (const [index, number] of messages.entries()) {
    yield () => {
      const message = check(MessageInFile, readTexts(part(number)), ["messages", index]);
      return toWhole(message, { toId, what: `message ${index}` });
    };
  }
  return {
    session: toSessionRow(sessionId, session),
    headId: session.head_id === null ? null : toId(session.head_id),
  };
}

const ChatInFile = ExportedChat.extend({ messages: z.array(z.number()) });

const { images: _, ...fields } = ExportedMessage.shape;
const MessageInFile = ExportedMessage.extend({ images: z.array(z.custom<Text>(isText)).default([]) });

/** Of what is known, and but for the images. */
function readTexts(message: unknown): unknown {
  if (!isRecord(message)) return message;
  const read: Json = {};
  for (const key of Object.keys(fields)) {
    if (Object.hasOwn(message, key)) read[key] = readWhole(message[key]);
  }
  return { ...read, images: message.images };
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, at: PropertyKey[]): z.infer<Schema> {
  const parsed = schema.safeParse(value, { error: issueWords });
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new RefusedChat(`is not as it should be at ${[...at, ...path].join(".").slice(0, 200)}: ${message}`);
}

function toSessionRow(id: string, session: ExportedSession): IncomingHead["session"] {
  return {
    id,
    title: takeTitle(session.title),
    title_source: session.title_source,
    model: takeName(session.model),
    system_prompt: session.system_prompt === null
      ? null
      : takeText(session.system_prompt, "the system prompt"),
    options: JSON.stringify(patchOptions(noPromptOptions, session.options)),
    pinned: Number(session.pinned),
    archived: Number(session.archived),
    unread: Number(session.unread),
    draft: takeText(session.draft, "the draft"),
    created_at: toMs(session.created_at),
    updated_at: toMs(session.updated_at),
  };
}

type ToId = (id: string) => string;

type MessageInFile = z.infer<typeof MessageInFile>;

function toWhole(message: MessageInFile, { toId, what }: { toId: ToId; what: string }): WholeMessage {
  const nullable = (text: string | null) => text === null ? null : takeText(text, what);
  const { error } = message;
  return {
    row: {
      id: toId(message.id),
      parent_id: message.parent_id === null ? null : toId(message.parent_id),
      active_child_id: message.active_child_id === null ? null : toId(message.active_child_id),
      role: message.role,
      content: takeText(message.content, what),
      sent_content: nullable(message.sent_content),
      thinking: nullable(message.thinking),
      thinking_ms: takeCount(message.thinking_ms),
      tool_calls: message.tool_calls === null ? null : JSON.stringify(message.tool_calls),
      model: takeName(message.model),
      status: message.status === "streaming" ? "interrupted" : message.status,
      error_code: error && storable(error.code) as ReplyErrorCode,
      error_message: error && storable(error.message),
      pinned: Number(message.pinned),
      created_at: toMs(message.created_at),
      updated_at: toMs(message.updated_at),
    },
    images: message.images.values().map((image) => readImage(image, what)),
    metrics: toMetricsRow(message.metrics),
    prompt: toPromptRow(message.prompt, toId),
  };
}

function readImage(image: Text, what: string): Uint8Array<ArrayBuffer> {
  const bytes = readBase64(image);
  if (bytes.length > 0 && bytes.length <= maxImageBytes) return bytes;
  throw new RefusedChat(`has an image that is empty, no base64 or larger than 20 MiB (${what})`);
}

function toMetricsRow(metrics: ExportedMessage["metrics"]): Omit<MetricsRow, "message_id"> | null {
  if (!metrics) return null;
  return {
    ...metrics,
    prompt_tokens: takeCount(metrics.prompt_tokens),
    completion_tokens: takeCount(metrics.completion_tokens),
    context_window: takeCount(metrics.context_window),
    context_used: takeCount(metrics.context_used),
    done_reason: metrics.done_reason === null ? null : storable(metrics.done_reason),
    truncated: metrics.truncated === null ? null : Number(metrics.truncated),
  };
}

function toPromptRow(prompt: ExportedMessage["prompt"], toId: ToId): Omit<PromptRow, "message_id"> | null {
  if (!prompt) return null;
  return {
    model: storable(prompt.model),
    options: JSON.stringify(prompt.options),
    system_prompt: prompt.system_prompt === null ? null : takeText(prompt.system_prompt, "a system prompt"),
    first_message_id: prompt.first_message_id === null ? null : toId(prompt.first_message_id),
    left_out: prompt.left_out,
    estimated_tokens: prompt.estimated_tokens,
    created_at: toMs(prompt.created_at),
  };
}

/** The schema has seen to it that it is a date. */
function toMs(time: string): number {
  return Date.parse(time);
}
