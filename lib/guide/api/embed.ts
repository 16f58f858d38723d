/** POST /api/embed and the older /api/embeddings: vectors that are the same for the same text. */
import { sha256 } from "../models/library.ts";
import { countTokens } from "../models/tokens.ts";
import type { Parts } from "../parts.ts";
import type { Exchange } from "../wire/exchange.ts";
import { readFields } from "../wire/read_fields.ts";
import { Refusal } from "../wire/refusal.ts";
import { acquire } from "./acquire.ts";
import { findModel } from "./find_model.ts";
import { type Options, readKeepAlive } from "./request_values.ts";

export async function embed(parts: Parts, exchange: Exchange): Promise<void> {
  const started = performance.now();
  const fields = readFields(exchange, "EmbedRequest", { ...embedFields, input: "any", dimensions: "int" });
  const inputs = [fields.input ?? []].flat().filter((input) => input !== "");
  const isText = (input: unknown): input is string => typeof input === "string";
  if (!inputs.every(isText)) throw new Refusal(400, "invalid input type");
  const { model, loadMs, length } = await loadFor(parts, exchange, fields, inputs.length > 0);
  const dimensions = Number(fields.dimensions ?? 0) || length;
  const embeddings = inputs.map((input) => vectorOf(input, dimensions));
  exchange.json(200, {
    model,
    embeddings,
    ...(inputs.length === 0 ? {} : {
      total_duration: Math.round((performance.now() - started) * 1e6),
      load_duration: Math.round(loadMs * 1e6),
      prompt_eval_count: inputs.reduce((sum, input) => sum + countTokens(input) + 2, 0),
    }),
  });
}

export async function embeddings(parts: Parts, exchange: Exchange): Promise<void> {
  const fields = readFields(exchange, "EmbeddingRequest", { ...embedFields, prompt: "string" });
  const prompt = String(fields.prompt ?? "");
  const { length } = await loadFor(parts, exchange, fields, prompt !== "");
  exchange.json(200, { embedding: prompt === "" ? [] : vectorOf(prompt, length) });
}

const embedFields = {
  model: "string",
  keep_alive: "any",
  options: "map[string]interface {}",
  truncate: "bool",
};

async function loadFor(
  parts: Parts,
  exchange: Exchange,
  fields: Record<string, unknown>,
  hasInput: boolean,
): Promise<{ model: string; loadMs: number; length: number }> {
  const name = String(fields.model ?? "");
  const model = findModel(parts, name, {
    missing: `model ${JSON.stringify(name)} not found, try pulling it first`,
  });
  const { embeddingLength, capabilities } = model.definition;
  const options = (fields.options ?? {}) as Options;
  const keepAliveMs = readKeepAlive(fields.keep_alive);
  const lease = await acquire(parts, { model, options, keepAliveMs }, exchange.gone);
  lease.release();
  if (hasInput && parts.dialect.refusesEmbeddingOnCompletion && !capabilities.includes("embedding")) {
    throw new Refusal(501, "This server does not support embeddings. Start it with `--embeddings`");
  }
  return { model: name, loadMs: lease.loadMs, length: embeddingLength || 64 };
}

/** Of length 1. */
function vectorOf(text: string, dimensions: number): number[] {
  const values = Array.from({ length: dimensions }, (_, index) => {
    const word = sha256(`${index} ${text}`).slice(0, 8);
    return parseInt(word, 16) / 2 ** 31 - 1;
  });
  const size = Math.hypot(...values) || 1;
  return values.map((value) => value / size);
}
