/** POST /api/pull */
import type { InstalledModel } from "../models/library.ts";
import type { ModelName } from "../models/names.ts";
import { type Layer, PullError } from "../models/registry.ts";
import type { Parts } from "../parts.ts";
import { contentType, type Exchange } from "../wire/exchange.ts";
import { readFields } from "../wire/read_fields.ts";
import { readName } from "./find_model.ts";

export async function pull(parts: Parts, exchange: Exchange): Promise<void> {
  const fields = readFields(exchange, "PullRequest", {
    model: "string",
    name: "string",
    insecure: "bool",
    stream: "bool",
    username: "string",
    password: "string",
  });
  const name = readName(String(fields.model || fields.name || ""));
  await sendStatuses(exchange, pulling(parts, name, exchange.gone), fields.stream !== false);
}

/** One line a status, or only the last one; an error is a line too. */
export async function sendStatuses(
  exchange: Exchange,
  statuses: AsyncIterable<unknown> | Iterable<unknown>,
  isStreamed: boolean,
): Promise<void> {
  try {
    for await (const status of statuses) {
      if (!isStreamed) continue;
      if (!exchange.hasStarted) exchange.open(200, { "Content-Type": contentType.lines });
      if (!exchange.line(status)) await exchange.drained();
    }
    if (!isStreamed && !exchange.isOver) exchange.json(200, { status: "success" }, contentType.plainJson);
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    if (!isStreamed) return exchange.json(500, { error: error.message }, contentType.plainJson);
    exchange.line({ error: error.message });
  }
  exchange.finish();
}

async function* pulling(parts: Parts, name: ModelName, gone: AbortSignal): AsyncGenerator<unknown> {
  const { registry, blobs, library, dialect } = parts;
  yield { status: "pulling manifest" };
  const { definition, layers } = registry.manifest(name);
  for (const layer of layers) {
    const status = (completed: number) => layerStatus(layer, completed);
    if (blobs.isWhole(layer.digest)) yield status(layer.size);
    else {
      for await (const completed of blobs.download(layer, lineIntervalMs, gone)) yield status(completed);
      if (gone.aborted) return;
      if (!dialect.quickLayersAreSilent) yield status(layer.size);
    }
  }
  yield { status: "verifying sha256 digest" };
  for (const { digest, isCorrupt } of layers) if (isCorrupt) refuseCorrupt(parts, digest);
  yield { status: "writing manifest" };
  const former = library.find(name);
  library.install(name, definition, { layers: layers.map(({ digest }) => digest) });
  if (former && dropUnused(parts, former) > 0) yield { status: "removing unused layers" };
  yield { status: "success" };
}

/** Removes the files of a former model that no model needs now; says how many. */
export function dropUnused({ library, blobs }: Parts, former: InstalledModel): number {
  const needed = new Set(library.list().flatMap(({ layers }) => layers));
  const unused = former.layers.filter((digest) => !needed.has(digest));
  for (const digest of unused) blobs.remove(digest);
  return unused.length;
}

const lineIntervalMs = 60;

function layerStatus({ digest, size }: Layer, completed: number): unknown {
  const short = digest.slice("sha256:".length, "sha256:".length + 12);
  return { status: `pulling ${short}`, digest, total: size, ...(completed > 0 ? { completed } : {}) };
}

function refuseCorrupt({ blobs }: Parts, digest: string): never {
  blobs.remove(digest);
  const got = digest.replace(/.$/, (last) => last === "0" ? "1" : "0");
  throw new PullError(`digest mismatch, file must be downloaded again: want ${digest}, got ${got}`);
}
