/** Ollama's calls about models: tags, ps, show, delete, load, pull. */
import * as z from "zod";
import { errorText, readValue, refusal, requireSuccess, unexpected } from "./answer.ts";
import { readBatches } from "./body.ts";
import type { LoadedModel, PullLine, ShownModel, TaggedModel } from "./client.ts";
import { list, Loaded, Pulled, Shown, Tag } from "./model_schema.ts";
import { parseNdjson } from "./ndjson.ts";
import { type OllamaAddress, sendRequest } from "./request.ts";

const answerWithinMs = 10_000;
const loadWithinMs = 15 * 60_000;
const maxAnswerBytes = 16 * 1024 * 1024;

export async function askVersion(address: OllamaAddress, signal?: AbortSignal): Promise<string> {
  const answer = await askJson(address, { path: "/api/version", signal }, z.object({ version: z.string() }));
  return answer.version;
}

export async function askTags(address: OllamaAddress, signal?: AbortSignal): Promise<TaggedModel[]> {
  const { models } = await askJson(address, { path: "/api/tags", signal }, z.object({ models: list(Tag) }));
  return models.map((tag) => ({
    name: tag.name,
    digest: tag.digest ?? "",
    sizeBytes: tag.size ?? 0,
    modifiedAt: tag.modified_at ?? null,
    family: tag.details?.family || null,
    parameterSize: tag.details?.parameter_size || null,
    quantization: tag.details?.quantization_level || null,
    capabilities: tag.capabilities ?? undefined,
    contextLength: tag.details?.context_length ?? undefined,
    isCloud: Boolean(tag.remote_host),
  }));
}

export async function askPs(address: OllamaAddress, signal?: AbortSignal): Promise<LoadedModel[]> {
  const { models } = await askJson(address, { path: "/api/ps", signal }, z.object({ models: list(Loaded) }));
  return models.map((model) => ({
    name: model.name,
    digest: model.digest ?? "",
    sizeBytes: model.size ?? 0,
    vramBytes: model.size_vram ?? 0,
    contextLength: model.context_length ?? null,
    expiresAt: model.expires_at ?? null,
  }));
}

export async function askShow(
  address: OllamaAddress,
  name: string,
  signal?: AbortSignal,
): Promise<ShownModel> {
  const shown = await askJson(
    address,
    { method: "POST", path: "/api/show", body: { model: name }, model: name, signal },
    Shown,
  );
  const info = shown.model_info ?? {};
  const length = info[`${info["general.architecture"]}.context_length`];
  return {
    capabilities: shown.capabilities ?? [],
    contextLength: typeof length === "number" ? length : null,
    parameters: shown.parameters ?? null,
    template: shown.template ?? null,
    license: shown.license ?? null,
    details: shown.details ?? {},
    modelInfo: info,
  };
}

export async function removeModel(address: OllamaAddress, name: string, signal?: AbortSignal): Promise<void> {
  const response = await sendRequest(address, {
    method: "DELETE",
    path: "/api/delete",
    body: { model: name },
    headersWithinMs: answerWithinMs,
    signal,
  });
  await requireSuccess(response, { ...address, model: name });
  response.destroy();
}

/** Loads, or with keepAlive 0 unloads, without a token. Resolves when it is loaded; unloading goes on after. */
export async function loadModel(
  address: OllamaAddress,
  name: string,
  options: { keepAlive?: string | number; isEmbedding?: boolean },
  signal?: AbortSignal,
): Promise<void> {
  const body = { model: name, keep_alive: options.keepAlive };
  const path = options.isEmbedding ? "/api/embed" : "/api/generate";
  const response = await sendRequest(address, {
    method: "POST",
    path,
    body: options.isEmbedding ? { ...body, input: [] } : body,
    headersWithinMs: loadWithinMs,
    signal,
  });
  await requireSuccess(response, { ...address, model: name });
  const text = errorText(await readValue(response, path, maxAnswerBytes));
  if (text !== undefined) throw refusal(200, text, { ...address, model: name });
}

/** Ends after `success`; an error line is thrown. Leaving the loop is the cancel: Ollama keeps the parts. */
export async function* pullModel(
  address: OllamaAddress,
  name: string,
  options: { insecure?: boolean },
  signal?: AbortSignal,
): AsyncGenerator<PullLine> {
  const response = await sendRequest(address, {
    method: "POST",
    path: "/api/pull",
    body: { model: name, insecure: options.insecure, stream: true },
    headersWithinMs: 60_000,
    signal,
  });
  await requireSuccess(response, { ...address, model: name });
  for await (const values of parseNdjson(readBatches(response, () => 10 * 60_000))) {
    for (const value of values) {
      const text = errorText(value);
      if (text !== undefined) throw refusal(200, text, address);
      const line = Pulled.safeParse(value);
      if (!line.success) throw unexpected("/api/pull");
      yield line.data;
      if (line.data.status === "success") return;
    }
  }
}

interface Question {
  method?: "GET" | "POST";
  path: string;
  body?: unknown;
  model?: string;
  signal?: AbortSignal;
}

async function askJson<T>(address: OllamaAddress, question: Question, schema: z.ZodType<T>): Promise<T> {
  const response = await sendRequest(address, { ...question, headersWithinMs: answerWithinMs });
  await requireSuccess(response, { ...address, model: question.model });
  const answer = schema.safeParse(await readValue(response, question.path, maxAnswerBytes));
  if (!answer.success) throw unexpected(question.path);
  return answer.data;
}
