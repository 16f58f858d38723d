/**
 * Loading and unloading, as operations of the server.
 *
 * Only a model that Ollama has at this moment comes so far: `run` would download another one. Unloading is
 * followed until the memory is free, since Ollama answers before it is.
 */
import { ConflictError, InvalidInputError, ModelNotFoundError } from "@/lib/errors.ts";
import { modelKey } from "@/lib/shared/model.ts";
import type { LocalModel } from "./catalog.ts";
import { sendLoad, sendUnload } from "./memory_command.ts";
import type { ModelDeps } from "./model_deps.ts";
import { parseModelName } from "./name.ts";
import { type MemoryResult, Operation, type OperationKind } from "./operation.ts";
import { requireSetup } from "./setup.ts";
import { recordLoad } from "./stats.ts";

/** How long unloading is followed; a reply that still runs may hold the memory for longer. */
const followMs = 30_000;
const followEveryMs = 200;

/** Starts to load, or joins a load of the same model. What can be refused is refused before it begins. */
export async function startLoad(
  deps: ModelDeps,
  request: { name: string; keepAlive?: string | number },
): Promise<Operation> {
  const model = await findLocal(deps, request.name, "loaded");
  const keepAlive = request.keepAlive ?? deps.settings.config().keep_alive ?? undefined;
  return begin(deps, "load", model, async (say, signal) => {
    const started = performance.now();
    const wasLoaded = deps.catalog.loadedContext(model.name) !== null;
    const via = await sendLoad(deps, { model, keepAlive }, { say, signal });
    const took = Math.round(performance.now() - started);
    await deps.catalog.refreshLoaded(signal);
    if (!wasLoaded) recordLoad(deps.db, { model: model.name, loadMs: took, now: deps.now() });
    return { name: model.name, took_ms: took, via };
  });
}

export async function startUnload(deps: ModelDeps, request: { name: string }): Promise<Operation> {
  const model = await findLocal(deps, request.name, "unloaded");
  return begin(deps, "unload", model, async (say, signal) => {
    const started = performance.now();
    const via = await sendUnload(deps, model, { say, signal });
    await followUntilFree(deps, model, say, signal);
    return { name: model.name, took_ms: Math.round(performance.now() - started), via };
  });
}

/** By HTTP: for deleting, which needs the memory free first. */
export async function unloadFirst(deps: ModelDeps, model: LocalModel, signal?: AbortSignal): Promise<void> {
  await deps.ollama.load(model.name, { keepAlive: 0, isEmbedding: model.isEmbedding }, signal);
  await followUntilFree(deps, model, () => {}, signal);
}

async function findLocal(deps: ModelDeps, text: string, what: "loaded" | "unloaded"): Promise<LocalModel> {
  const { catalog } = deps;
  const name = parseModelName(text);
  requireSetup(deps);
  const model = await catalog.find(name);
  if (model.isCloud) {
    throw new InvalidInputError(
      `${model.name} runs at ollama.com: there is nothing here that can be ${what}.`,
    );
  }
  try {
    await catalog.details.read(model); // it may have gone since the list was read
  } catch (error) {
    if (error instanceof ModelNotFoundError) await catalog.renew();
    throw error;
  }
  return model;
}

function begin(
  { catalog }: ModelDeps,
  kind: OperationKind,
  model: LocalModel,
  work: (say: (line: string) => void, signal: AbortSignal) => Promise<Omit<MemoryResult, "log" | "state">>,
): Operation {
  const key = modelKey(model.name);
  const former = catalog.operations.get(key);
  if (former?.kind === kind) return former;
  if (former) {
    throw new ConflictError(`${model.name} is being ${former.kind}ed. Try again when that has ended.`);
  }
  catalog.mark(model.name, kind === "load" ? "loading" : "unloading");
  const operation = new Operation(kind, async (say, signal) => {
    // The mark is gone before readers hear of the end, after a failure too.
    const outcome = await work(say, signal).finally(() => {
      catalog.operations.delete(key);
      catalog.mark(model.name, null);
    });
    return { ...outcome, state: catalog.stateOf(model.name) };
  });
  catalog.operations.set(key, operation);
  return operation;
}

async function followUntilFree(
  { catalog }: ModelDeps,
  model: LocalModel,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const key = modelKey(model.name);
  const isFree = (loaded: { name: string }[]) => !loaded.some((entry) => modelKey(entry.name) === key);
  const until = performance.now() + followMs;
  let isTold = false;
  while (!isFree(await catalog.refreshLoaded(signal))) {
    if (performance.now() > until) {
      return say("It still holds its memory: a reply is running. It goes when that has ended.");
    }
    if (!isTold) say("Waiting until its memory is free.");
    isTold = true;
    await pause(followEveryMs, signal);
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, ms);
    if (signal?.aborted) leave();
    else signal?.addEventListener("abort", leave, { once: true });
  });
}
