/** POST /api/chat */
import type { PromptMessage } from "../models/definition.ts";
import { fullName, parseName } from "../models/names.ts";
import type { Parts } from "../parts.ts";
import type { Exchange } from "../wire/exchange.ts";
import { utcTime } from "../wire/go_text.ts";
import { type FieldTypes, readFields } from "../wire/read_fields.ts";
import { Refusal } from "../wire/refusal.ts";
import { answer, load, unload } from "./answer.ts";
import type { Ask } from "./ask.ts";
import { findModel } from "./find_model.ts";
import { chatShape } from "./lines.ts";
import { renderPrompt, withSystem } from "./prompt.ts";
import { checkImages, type Options, readKeepAlive, readThink, type Think } from "./request_values.ts";

export async function chat(parts: Parts, exchange: Exchange): Promise<void> {
  const fields = readFields(exchange, "ChatRequest", chatFields);
  const messages = (fields.messages ?? []) as PromptMessage[];
  const ask = readAsk(parts, fields, "chat", messages);
  const shape = chatShape(ask, parts.now);
  if (messages.length === 0 && ask.keepAliveMs === 0) return unload(parts, exchange, ask, shape);
  checkCapabilities(ask, fields);
  if (messages.length === 0) return await load(parts, exchange, ask, shape);
  if (fields._debug_render_only === true) return renderOnly(parts, exchange, ask);
  await answer(parts, exchange, ask, shape);
}

/** Checks the fields that chat and generate share, in the order of the real server. */
export function readAsk(
  parts: Parts,
  fields: Record<string, unknown>,
  kind: Ask["kind"],
  messages: readonly PromptMessage[],
): Ask {
  const topLogprobs = Number(fields.top_logprobs ?? 0);
  if (topLogprobs < 0 || topLogprobs > 20) throw new Refusal(400, "top_logprobs must be between 0 and 20");
  const think = readThink(fields.think);
  const keepAliveMs = readKeepAlive(fields.keep_alive);
  for (const { images } of messages) checkImages(images ?? []);
  const name = String(fields.model ?? "");
  if (name === "") {
    throw kind === "chat" ? new Refusal(400, "model is required") : new Refusal(404, "model '' not found");
  }
  const model = findModel(parts, name);
  return {
    kind,
    name,
    model,
    messages: withSystem(messages, model.definition.system),
    stream: fields.stream !== false,
    think,
    format: fields.format,
    tools: (fields.tools ?? []) as unknown[],
    options: { ...model.definition.parameters, ...fields.options as Options | undefined },
    keepAliveMs,
    truncate: fields.truncate !== false,
    logprobs: fields.logprobs === true,
    raw: fields.raw === true,
  };
}

export function checkCapabilities({ kind, name, model, think }: Ask, fields: Record<string, unknown>): void {
  const { capabilities } = model.definition;
  const quoted = JSON.stringify(name.trim());
  const full = fullName(parseName(model.name));
  if (!capabilities.includes("completion")) throw new Refusal(400, `${quoted} does not support ${kind}`);
  if (Array.isArray(fields.tools) && fields.tools.length > 0 && !capabilities.includes("tools")) {
    throw new Refusal(400, `${full} does not support tools`);
  }
  if (fields.suffix && !capabilities.includes("insert")) {
    throw new Refusal(400, `${full} does not support insert`);
  }
  if (isTrue(think) && !capabilities.includes("thinking")) {
    throw new Refusal(400, `${quoted} does not support thinking`);
  }
}

export const answerFields: FieldTypes = {
  model: "string",
  stream: "bool",
  format: "any",
  keep_alive: "any",
  options: "map[string]interface {}",
  think: "any",
  truncate: "bool",
  shift: "bool",
  logprobs: "bool",
  top_logprobs: "int",
  _debug_render_only: "bool",
};

const chatFields: FieldTypes = {
  ...answerFields,
  messages: ["[]api.Message", {
    role: "string",
    content: "string",
    thinking: "string",
    images: "[]string",
    tool_calls: "[]api.ToolCall",
    tool_name: "string",
    tool_call_id: "string",
  }],
  tools: "[]api.Tool",
};

function isTrue(think: Think): boolean {
  return think !== undefined && think !== false;
}

function renderOnly(parts: Parts, exchange: Exchange, ask: Ask): void {
  exchange.json(200, {
    model: ask.name,
    created_at: utcTime(parts.now()),
    message: { role: "", content: "" },
    done: false,
    _debug_info: { rendered_template: renderPrompt(ask.messages) },
  });
}
