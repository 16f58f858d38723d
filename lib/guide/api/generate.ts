/** POST /api/generate */
import type { PromptMessage } from "../models/definition.ts";
import { countTokens } from "../models/tokens.ts";
import type { Parts } from "../parts.ts";
import type { Exchange } from "../wire/exchange.ts";
import { type FieldTypes, readFields } from "../wire/read_fields.ts";
import { Refusal } from "../wire/refusal.ts";
import { answer, load, unload } from "./answer.ts";
import { answerFields, checkCapabilities, readAsk } from "./chat.ts";
import { generateShape } from "./lines.ts";
import { renderPrompt } from "./prompt.ts";

export async function generate(parts: Parts, exchange: Exchange): Promise<void> {
  const fields = readFields(exchange, "GenerateRequest", generateFields);
  const prompt = String(fields.prompt ?? "");
  const ask = readAsk(parts, fields, "generate", messagesOf(fields, prompt));
  const shape = generateShape(ask, parts.now, () => countTokens(renderPrompt(ask.messages)));
  if (prompt === "" && ask.keepAliveMs === 0) return unload(parts, exchange, ask, shape);
  if (ask.raw && (fields.system || fields.template || fields.context)) {
    throw new Refusal(400, "raw mode does not support template, system, or context");
  }
  checkCapabilities(ask, fields);
  await (prompt === "" ? load : answer)(parts, exchange, ask, shape);
}

function messagesOf(fields: Record<string, unknown>, prompt: string): PromptMessage[] {
  const images = fields.images as string[] | undefined;
  const question: PromptMessage = { role: "user", content: prompt, ...(images ? { images } : {}) };
  return fields.system ? [{ role: "system", content: String(fields.system) }, question] : [question];
}

const generateFields: FieldTypes = {
  ...answerFields,
  prompt: "string",
  suffix: "string",
  system: "string",
  template: "string",
  context: "[]int",
  raw: "bool",
  images: "[]string",
};
