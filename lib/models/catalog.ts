/**
 * What is known of the models and of Ollama, without asking it.
 *
 * Owns the last list of local models (kept in the database, so that it answers while Ollama is down), what was
 * last seen in memory, Ollama's health, and the feed that pages watch. Who asks when is lib/cron; pulls,
 * loading and deleting are beside it and tell it when something has changed.
 */
import type { Logger } from "@logtape/logtape";
import type { Database } from "@/lib/db/database.ts";
import { AppError, describeError, ModelNotFoundError } from "@/lib/errors.ts";
import type { LoadedModel, Ollama } from "@/lib/ollama/client.ts";
import { modelKey, type ModelList, type ModelState, type Pull } from "@/lib/shared/model.ts";
import { type DetailCache, openDetailCache } from "./details.ts";
import { Feed } from "@/lib/feed.ts";
import { HealthRecord, type OllamaHealth } from "./health.ts";
import { listModels, snapshotKey } from "./list.ts";
import { Look } from "./look.ts";
import { MemoryView } from "./memory_view.ts";
import { freeModelBytes } from "./disk.ts";
import type { Operation } from "./operation.ts";
import { Pulls } from "./pulls.ts";
import { openSystemMonitor, type SystemFigures, type SystemMonitor } from "./system.ts";
import { type LocalModel, type ModelCache, openModelCache, toLocalModel } from "./model_cache.ts";

export type { LocalModel, OllamaHealth };

export interface SchedulerStatus {
  status: "running" | "stopped";
  interval_seconds: number;
  last_run_at: string | null;
  next_run_at: string | null;
  last_error: string | null;
}

export type CatalogEvent =
  | { event: "models"; data: ModelList }
  | { event: "progress"; data: Pull }
  | { event: "load"; data: { name: string; state: ModelState } };

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
  #health: HealthRecord;
  #look: Look;
  #feed: Feed<CatalogEvent>;
  #onWatched: (isWatched: boolean) => void = () => {};
  #scheduler: () => SchedulerStatus | null = () => null;
  #lastSnapshot = "";

  constructor(private readonly options: CatalogOptions) {
    const { db, ollama, now, log } = options;
    this.details = openDetailCache(options);
    this.monitor = openSystemMonitor({ db, now });
    this.#models = openModelCache(db, () => ollama.baseUrl);
    this.#memory = new MemoryView(now);
    this.#health = new HealthRecord(now);
    this.#look = new Look({
      ollama,
      now,
      log,
      models: this.#models,
      details: this.details,
      memory: this.#memory,
      health: this.#health,
      onNews: () => this.#announce(),
    });
    this.#feed = new Feed<CatalogEvent>({
      replay: () => this.#replay(),
      onReaders: (count) => this.#onWatched(count > 0),
    });
    this.pulls = new Pulls({
      db,
      ollama,
      now,
      log,
      freeBytes: () => freeModelBytes(ollama.baseUrl),
      onProgress: (pull) => this.#feed.push(progressOf(pull), `progress ${modelKey(pull.name)}`),
      onChange: () => this.#announce(),
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
  async renew(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.options.log.info("Cannot read the models: {reason}", { reason: describeError(error).message });
    }
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

  /** When Ollama is looked at by itself; null before that has begun. */
  scheduler(): SchedulerStatus | null {
    return this.#scheduler();
  }

  schedulerIs(status: () => SchedulerStatus): void {
    this.#scheduler = status;
  }

  /** Says that a model is being loaded or unloaded (`null`: no longer). */
  mark(name: string, state: "loading" | "unloading" | null): void {
    const key = modelKey(name);
    this.#memory.mark(key, state);
    const shown = { name: this.#models.get(key)?.name ?? name, state: this.#memory.stateOf(key) };
    this.#feed.push({ event: "load", data: shown }, `load ${key}`);
    this.#announce();
  }

  /** A `models` snapshot at once and when something changed, `progress` of pulls, `load` of models. */
  watch(signal?: AbortSignal): AsyncIterableIterator<CatalogEvent[]> {
    return this.#feed.watch(signal);
  }

  /** `listener` is told when the first page begins to watch and when the last one leaves. */
  onWatched(listener: (isWatched: boolean) => void): void {
    this.#onWatched = listener;
    listener(this.#feed.readers > 0);
  }

  /** Ends the feed and whatever is being asked. */
  async close(): Promise<void> {
    const operations = [...this.operations.values()];
    for (const operation of operations) operation.abort(new AppError("shutdown", "The server is ending."));
    await this.pulls.close();
    await Promise.allSettled(operations.map((operation) => operation.result));
    this.#feed.end();
    await this.#look.close();
  }

  #replay(): CatalogEvent[] {
    const list = this.list();
    this.#lastSnapshot ||= snapshotKey(list, this.pulls.list());
    return [{ event: "models", data: list }, ...this.pulls.list().map(progressOf)];
  }

  #announce(): void {
    if (this.#feed.readers === 0) {
      this.#lastSnapshot = "";
      return;
    }
    const list = this.list();
    const snapshot = snapshotKey(list, this.pulls.list());
    if (snapshot === this.#lastSnapshot) return;
    this.#lastSnapshot = snapshot;
    this.#feed.push({ event: "models", data: list }, "models");
  }
}

function progressOf(pull: Pull): CatalogEvent {
  return { event: "progress", data: pull };
}
