/** The models page: what it shows, and what its forms ask for. */
import type { Deps } from "@/lib/deps.ts";
import { AppError, describeError } from "@/lib/errors.ts";
import type { Fit } from "@/lib/models/fit.ts";
import { reportFit } from "@/lib/models/fit_report.ts";
import { startLoad, startUnload } from "@/lib/models/memory.ts";
import { deleteModel, sessionsByModel } from "@/lib/models/remove.ts";
import { type ModelDescription, showModel } from "@/lib/models/show.ts";
import { startPull } from "@/lib/models/start_pull.ts";
import { type Model, modelKey, type ModelList, type Pull } from "@/lib/shared/model.ts";
import { backOf } from "./form.ts";
import { type SystemPlots, systemPlots } from "./system_plots.ts";
import { lookAnew } from "./setting_forms.ts";

export interface ModelsPage {
  list: ModelList;
  pulls: Pull[];
  system: SystemPlots;
  now: number;
  /** What each model would take, by its name. */
  needs: Record<string, ModelNeed>;
  /** The newest ones that use each model, by its name. */
  sessions: Record<string, { id: string; title: string }[]>;
  /** What the load or unload that was just asked for said. */
  log?: { name: string; lines: string[] };
  /** What was asked to be pulled and refused. */
  refused?: { name: string; error: string };
  /** Why something else that was asked for was not done. */
  problem?: string;
  details?: ModelDescription;
}

export interface ModelNeed {
  bytes: number;
  fit: Fit;
}

export type ModelsAnswer = { location: string } | Partial<ModelsPage>;

export async function modelsPage(deps: Deps, search: URLSearchParams): Promise<ModelsPage> {
  const name = search.get("details");
  const asked = name === null ? {} : await orProblem(async () => ({ details: await showModel(deps, name) }));
  const list = deps.catalog.list();
  const context = deps.settings.config().options.context_window;
  const needs = list.items.map((model) => [model.name, needOf(deps, model, context)]);
  return {
    list,
    needs: Object.fromEntries(needs),
    sessions: sessionsOf(deps, list),
    pulls: deps.catalog.pulls.list(),
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

function needOf({ catalog }: Deps, model: Model, context: number | null): ModelNeed {
  const { estimate, fit } = reportFit(catalog, model, context);
  return { bytes: estimate.totalBytes, fit };
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
