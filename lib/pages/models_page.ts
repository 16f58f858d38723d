/** The models page: what it shows, and what its forms ask for. */
import type { Deps } from "@/lib/deps.ts";
import { AppError, describeError } from "@/lib/errors.ts";
import { startLoad, startUnload } from "@/lib/models/memory.ts";
import { deleteModel, sessionsByModel } from "@/lib/models/remove.ts";
import { type ModelDescription, showModel } from "@/lib/models/show.ts";
import { startPull } from "@/lib/models/start_pull.ts";
import { modelKey, type ModelList, type Pull } from "@/lib/shared/model.ts";
import { backOf } from "./form.ts";
import {
  excessOf,
  type LoadedShortfall,
  type ModelNeed,
  needOf,
  needsOf,
  type PullExcess,
  shortfallOf,
} from "./model_needs.ts";
import { type SystemPlots, systemPlots } from "./system_plots.ts";
import { lookAnew } from "./setting_forms.ts";

export interface ModelsPage {
  list: ModelList;
  pulls: Pull[];
  system: SystemPlots;
  now: number;
  /** What each model would take, by its name. */
  needs: Record<string, ModelNeed | undefined>;
  /** Of the loaded ones. */
  shortfalls: Record<string, LoadedShortfall | undefined>;
  /** Of what is on its way. */
  excesses: Record<string, PullExcess | undefined>;
  /** The newest ones that use each model, by its name. */
  sessions: Record<string, { id: string; title: string }[]>;
  /** What the load or unload that was just asked for said. */
  log?: { name: string; lines: string[] };
  /** What was asked to be pulled and refused. */
  refused?: { name: string; error: string };
  /** Why something else that was asked for was not done. */
  problem?: string;
  details?: OpenedDetails;
}

export interface OpenedDetails {
  model: ModelDescription;
  /** What it needs with a few contexts. */
  needs: ModelNeed[];
  /** Its place in the list; null when it is not there. */
  index: number | null;
}

export type ModelsAnswer = { location: string } | Partial<ModelsPage>;

export async function modelsPage(deps: Deps, search: URLSearchParams): Promise<ModelsPage> {
  const name = search.get("details");
  const asked = name === null
    ? {}
    : await orProblem(async () => ({ details: await openDetails(deps, name) }));
  const list = deps.catalog.list();
  const pulls = deps.catalog.pulls.list();
  return {
    list,
    needs: byName(list.items, (model) => needOf(deps, model)),
    shortfalls: byName(list.items, (model) => shortfallOf(deps, model)),
    sessions: sessionsOf(deps, list),
    pulls,
    excesses: byName(pulls, (pull) => excessOf(deps, pull)),
    system: systemPlots(deps, search),
    now: deps.now(),
    ...asked,
  };
}

export async function actOnModels(deps: Deps, form: URLSearchParams): Promise<ModelsAnswer> {
  if (form.get("action") === "refresh") {
    await lookAnew(deps);
    return { location: backOf(form, "/models") };
  }
  const pull = form.get("pull");
  if (pull !== null) return refusedPull(deps, pull) ?? { location: "/models" };
  return await orProblem(() => actOnModel(deps, form));
}

async function actOnModel(deps: Deps, form: URLSearchParams): Promise<ModelsAnswer> {
  const [action, name] = [...form].find(([field]) => field in modelActions) ?? [];
  if (action === undefined) return { location: "/models" };
  return await modelActions[action as keyof typeof modelActions](deps, name!) ?? { location: "/models" };
}

const modelActions = {
  async load(deps: Deps, name: string) {
    const { result, log } = await startLoad(deps, { name });
    return { log: { name: (await result).name, lines: log } };
  },
  async unload(deps: Deps, name: string) {
    const { result, log } = await startUnload(deps, { name });
    return { log: { name: (await result).name, lines: log } };
  },
  async delete(deps: Deps, name: string): Promise<undefined> {
    await deleteModel(deps, name);
  },
  async cancel(deps: Deps, name: string): Promise<undefined> {
    await deps.catalog.pulls.cancel(name);
  },
};

async function openDetails(deps: Deps, name: string): Promise<OpenedDetails> {
  const model = await showModel(deps, name);
  const { items } = deps.catalog.list();
  const index = items.findIndex((item) => item.name === model.name);
  const listed = items[index];
  return { model, needs: listed ? needsOf(deps, listed) : [], index: listed ? index : null };
}

function byName<Item extends { name: string }, Told>(
  items: readonly Item[],
  tell: (item: Item) => Told,
): Record<string, Told> {
  return Object.fromEntries(items.map((item) => [item.name, tell(item)]));
}

function sessionsOf({ db }: Deps, { items }: ModelList): ModelsPage["sessions"] {
  const byKey = sessionsByModel(db);
  return Object.fromEntries(items.map(({ name }) => [name, byKey.get(modelKey(name)) ?? []]));
}

function refusedPull(deps: Deps, name: string): Pick<ModelsPage, "refused"> | undefined {
  try {
    startPull(deps, { name });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { refused: { name, error: error.message } };
  }
}

async function orProblem<T>(work: () => Promise<T>): Promise<T | { problem: string }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: describeError(error).message };
  }
}
