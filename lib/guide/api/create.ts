/** POST /api/create and /api/blobs/sha256:… : just enough to make a model from another one or from an uploaded file. */
import type { ModelDefinition } from "../models/definition.ts";
import { sha256 } from "../models/library.ts";
import { PullError } from "../models/registry.ts";
import type { Parts } from "../parts.ts";
import { contentType, type Exchange } from "../wire/exchange.ts";
import { readFields } from "../wire/read_fields.ts";
import { Refusal } from "../wire/refusal.ts";
import { readName } from "./find_model.ts";
import { sendStatuses } from "./pull.ts";

export function hasBlob({ blobs }: Parts, exchange: Exchange): void {
  exchange.send(blobs.isWhole(digestIn(exchange)) ? 200 : 404, {});
}

/** Bytes with another digest are kept under their own all the same. */
export function storeBlob({ blobs }: Parts, exchange: Exchange): void {
  const expected = digestIn(exchange);
  if (blobs.isWhole(expected)) return exchange.send(200, {});
  const got = `sha256:${sha256(exchange.body)}`;
  blobs.store(got, exchange.body.slice());
  if (got !== expected) throw new Refusal(400, `digest mismatch, expected "${expected}", got "${got}"`);
  exchange.send(201, {});
}

export async function create(parts: Parts, exchange: Exchange): Promise<void> {
  const fields = readFields(exchange, "CreateRequest", {
    model: "string",
    name: "string",
    from: "string",
    files: "map[string]string",
    template: "string",
    system: "string",
    license: "any",
    parameters: "map[string]interface {}",
    stream: "bool",
  });
  readName(String(fields.model || fields.name || ""));
  const problem = problemOf(fields);
  if (problem) return exchange.json(400, { error: problem }, contentType.plainJson);
  await sendStatuses(exchange, creating(parts, fields), fields.stream !== false);
}

function* creating(parts: Parts, fields: Record<string, unknown>): Generator<unknown> {
  const base = fields.from ? installedBase(parts, String(fields.from)) : yield* readUpload(parts, fields);
  const name = readName(String(fields.model || fields.name));
  const text = (field: string) => fields[field] === undefined ? {} : { [field]: String(fields[field]) };
  const definition = { ...base, ...text("template"), ...text("system"), ...text("license") };
  const parameters = { ...base.parameters, ...fields.parameters as ModelDefinition["parameters"] };
  parts.library.install(name, { ...definition, parameters });
  yield { status: "writing manifest" };
  yield { status: "success" };
}

function installedBase({ library }: Parts, from: string): ModelDefinition {
  const model = library.find(readName(from));
  if (!model) throw new PullError("pull model manifest: file does not exist");
  const { name, weights = name } = model.definition;
  return { ...model.definition, weights };
}

function* readUpload(
  { blobs, dialect }: Parts,
  fields: Record<string, unknown>,
): Generator<unknown, ModelDefinition> {
  yield { status: "parsing GGUF" };
  const digest = String(Object.values(fields.files as object)[0]);
  const bytes = blobs.bytes(digest);
  if (!bytes || new TextDecoder().decode(bytes.subarray(0, 4)) !== "GGUF") {
    throw new PullError("supplied file was not in GGUF format");
  }
  if (dialect.isNew) yield { status: "verifying conversion" };
  yield { status: `using existing layer ${digest}` };
  return {
    name: String(fields.model || fields.name),
    weights: digest,
    family: "llama",
    parameterSize: "1K",
    parameterCount: 1000,
    quantization: "F16",
    contextLength: 2048,
    embeddingLength: 64,
    size: bytes.length,
    capabilities: ["completion"],
    reply: ({ text }) => ({ content: text }),
  };
}

function problemOf({ from, files, template }: Record<string, unknown>): string | undefined {
  if (!from && Object.keys(files ?? {}).length === 0) return "neither 'from' or 'files' was specified";
  const text = String(template ?? "");
  const isUnclosed = text.lastIndexOf("{{") > text.lastIndexOf("}}");
  return isUnclosed ? "template error: template: :1: unclosed action" : undefined;
}

function digestIn(exchange: Exchange): string {
  const digest = exchange.head.path.slice("/api/blobs/".length);
  if (!/^sha256[:-][0-9a-f]{64}$/.test(digest)) throw new Refusal(400, "invalid digest format");
  return digest.replace("-", ":");
}
