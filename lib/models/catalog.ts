/**
 * What is known of the models and of Ollama, without asking it.
 *
 * Owns the last list of local models (kept in the database, so that it answers while Ollama is down), what was
 * last seen in memory, Ollama's health, and the feed that pages watch. Who asks when is lib/cron; pulls,
 * loading and deleting are beside it and tell it when something has changed.
 */
import type { Logger } from "@logtape/logtape";
import type { Database } from "@/lib/db/database.ts";
import { AppError, ModelNotFoundError } from "@/lib/errors.ts";
import type { LoadedModel, Ollama } from "@/lib/ollama/client.ts";
import { modelKey, type ModelList, type ModelState } from "@/lib/shared/model.ts";
import { type DetailCache, openDetailCache } from "./details.ts";
import { freeModelBytes } from "./disk.ts";
import { HealthRecord, type OllamaHealth } from "./health.ts";
import { listModels } from "./list.ts";
import { Look } from "./look.ts";
import { MemoryView } from "./memory_view.ts";
import { type LocalModel, type ModelCache, openModelCache, toLocalModel } from "./model_cache.ts";
import { type CatalogEvent, CatalogNews } from "./news.ts";
import type { Operation } from "./operation.ts";
import { Pulls } from "./pulls.ts";
import { notScheduled, type SchedulerStatus } from "./schedule.ts";
import { openSystemMonitor, type SystemFigures, type SystemMonitor } from "./system.ts";

export type { CatalogEvent, LocalModel, OllamaHealth, SchedulerStatus };

export interface CatalogOptions {
  db: Database;
  ollama: Ollama;
  log: Logger;
  now: () => number;
}

export function openCatalog(options: CatalogOptions): Catalog {
  return new Catalog(options);
}

export class Catalog {
  /** What looks into the models have told, by digest. */
  readonly details: DetailCache;
  readonly pulls: Pulls;
  readonly monitor: SystemMonitor;
  /** Loads and unloads under way, by modelKey(). */
  readonly operations = new Map<string, Operation>();
  #models: ModelCache;
  #memory: MemoryView;
  #look: Look;
  #news: CatalogNews;
  #scheduler: () => SchedulerStatus = () => notScheduled;

  constructor(private readonly options: CatalogOptions) {
    const { db, ollama, now, log } = options;
    this.details = openDetailCache(options);
    this.monitor = openSystemMonitor({ db, now });
    this.#models = openModelCache(db, () => ollama.baseUrl);
    this.#memory = new MemoryView(now);
    this.#news = new CatalogNews({ list: () => this.list(), pulls: () => this.pulls.list() });
    this.#look = new Look({
      ollama,
      now,
      log,
      models: this.#models,
      details: this.details,
      memory: this.#memory,
      health: new HealthRecord(now),
      onNews: () => this.#news.announce(),
    });
    this.pulls = new Pulls({
      db,
      ollama,
      now,
      log,
      freeBytes: () => freeModelBytes(ollama.baseUrl),
      onProgress: (pull) => this.#news.tellPull(pull),
      onChange: () => this.#news.announce(),
      onInstalled: () => this.renew(),
    });
  }

  /** Every local model with what is known of it; asks nobody. */
  list(): ModelList {
    return listModels({
      db: this.options.db,
      models: this.#models,
      details: this.details,
      memory: this.#memory,
      health: this.health(),
      pulls: this.pulls.list(),
    });
  }

  /** From the last list, or undefined; asks nobody. */
  peek(name: string): LocalModel | undefined {
    const row = this.#models.get(modelKey(name));
    return row && toLocalModel(row, this.details.get(row.digest));
  }

  /**
   * A model that Ollama has at this moment can be asked for. Always makes sure that Ollama answers (one cheap
   * call), so that a chat can fail with 503 before its stream starts; reads the list anew before it throws
   * ModelNotFoundError. Throws OllamaUnreachableError too.
   */
  async find(name: string): Promise<LocalModel> {
    const key = modelKey(name);
    if (this.#models.get(key)) await this.#look.reach();
    else await this.refresh();
    const row = this.#models.get(key);
    if (!row) throw new ModelNotFoundError(name);
    if (row.capabilities === null && !this.details.get(row.digest)) await this.#look.into(row);
    return toLocalModel(row, this.details.get(row.digest));
  }

  /** Reads version, list and memory anew. Throws when Ollama cannot be asked; the list stays, marked stale. */
  refresh(signal?: AbortSignal): Promise<void> {
    return this.#look.atAll(signal);
  }

  /** As `refresh()`, for those who can do nothing about a failure: it is in `health()`. */
  renew(): Promise<void> {
    return this.#look.quietly();
  }

  /** Where nothing has been read from this server yet: waits for the first look, but not for long. */
  firstLook(): Promise<void> {
    return this.#look.first();
  }

  /** Reads what is in memory anew. */
  async refreshLoaded(signal?: AbortSignal): Promise<LoadedModel[]> {
    await this.#look.atMemory(signal);
    return this.loaded();
  }

  /** What was last seen in memory. */
  loaded(): LoadedModel[] {
    return this.#memory.models();
  }

  /** When that was read (ms since 1970), or null. */
  loadedAt(): number | null {
    return this.#memory.readAt;
  }

  /** The context size a model was loaded with, or null when it was not seen in memory. */
  loadedContext(name: string): number | null {
    const key = modelKey(name);
    return this.#memory.contextOf(key, this.#models.get(key)?.digest);
  }

  stateOf(name: string): ModelState {
    return this.#memory.stateOf(modelKey(name));
  }

  /** From the last contact; waits for nothing. */
  health(): OllamaHealth {
    return this.#look.health();
  }

  /** The machine's figures when they were last sampled. */
  system(): SystemFigures {
    return this.monitor.read();
  }

  /** When Ollama is looked at by itself. */
  scheduler(): SchedulerStatus {
    return this.#scheduler();
  }

  schedulerIs(status: () => SchedulerStatus): void {
    this.#scheduler = status;
  }

  /** Says that a model is being loaded or unloaded (`null`: no longer). */
  mark(name: string, state: "loading" | "unloading" | null): void {
    const key = modelKey(name);
    this.#memory.mark(key, state);
    this.#news.tellLoad(this.#models.get(key)?.name ?? name, this.#memory.stateOf(key));
  }

  /** A `models` snapshot at once and when something changed, `progress` of pulls, `load` of models. */
  watch(signal?: AbortSignal): AsyncIterableIterator<CatalogEvent[]> {
    return this.#news.watch(signal);
  }

  /** `listener` is told when the first page begins to watch and when the last one leaves. */
  onWatched(listener: (isWatched: boolean) => void): void {
    this.#news.onWatched(listener);
  }

  /** Ends the feed and whatever is being asked. */
  async close(): Promise<void> {
    const operations = [...this.operations.values()];
    for (const operation of operations) operation.abort(new AppError("shutdown", "The server is ending."));
    await this.pulls.close();
    await Promise.allSettled(operations.map((operation) => operation.result));
    this.#news.end();
    await this.#look.close();
  }
}
