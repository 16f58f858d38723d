/** Deleting a model: unloaded first, never under a running reply or pull; and which sessions would miss it. */
import { countSessionsByModel, selectSessionsOfModel, selectWritingModels } from "@/lib/db/models.ts";
import type { Database } from "@/lib/db/database.ts";
import { ConflictError, ModelNotFoundError } from "@/lib/errors.ts";
import { modelKey } from "@/lib/shared/model.ts";
import { unloadFirst } from "./memory.ts";
import type { ModelDeps } from "./model_deps.ts";
import { parseModelName } from "./name.ts";
import { requireSetup } from "./setup.ts";

export async function deleteModel(deps: ModelDeps, text: string): Promise<void> {
  const { catalog, ollama } = deps;
  const name = parseModelName(text);
  requireSetup(deps);
  requireUnpulled(deps, name); // before it is looked for: the first pull of a model has nothing to find yet
  const model = await catalog.find(name);
  requireUnused(deps, model.name);
  if (!model.isCloud && catalog.stateOf(model.name) !== "unloaded") await unloadFirst(deps, model);
  requireUnused(deps, model.name); // unloading takes a while
  try {
    await ollama.remove(model.name);
  } catch (error) {
    if (error instanceof ModelNotFoundError) await catalog.renew();
    throw error;
  }
  await catalog.renew();
}

/** The newest ones of each model, whatever spelling they use, by `modelKey()`. */
export function sessionsByModel(
  db: Database,
  { limit = 5 }: { limit?: number } = {},
): Map<string, { id: string; title: string }[]> {
  const spellings = Map.groupBy(countSessionsByModel(db), ({ model }) => modelKey(model));
  return new Map([...spellings].map(([key, entries]) => [
    key,
    entries
      .flatMap(({ model }) => selectSessionsOfModel(db, model, limit))
      .sort((one, other) => other.updated_at - one.updated_at)
      .slice(0, limit)
      .map(({ id, title }) => ({ id, title })),
  ]));
}

function requireUnused({ db, catalog }: ModelDeps, name: string): void {
  const key = modelKey(name);
  if (selectWritingModels(db).some((writing) => modelKey(writing) === key)) {
    throw new ConflictError(`${name} is writing a reply. Stop it, or delete the model when it has ended.`);
  }
  requireUnpulled({ catalog }, name);
  const operation = catalog.operations.get(key);
  if (operation) {
    throw new ConflictError(`${name} is being ${operation.kind}ed. Try again when that has ended.`);
  }
}

function requireUnpulled({ catalog }: Pick<ModelDeps, "catalog">, name: string): void {
  if (catalog.pulls.isPulling(name)) {
    throw new ConflictError(`${name} is being pulled. Cancel the pull first.`);
  }
}
