/**
 * What the pages that watch the models are told: a snapshot when something has changed, and what pulls and loads
 * are doing. Owns who is watching, and what they were last told.
 */
import { Feed } from "@/lib/feed.ts";
import { modelKey, type ModelList, type ModelState, type Pull } from "@/lib/shared/model.ts";
import { snapshotKey } from "./list.ts";

export type CatalogEvent =
  | { event: "models"; data: ModelList }
  | { event: "progress"; data: Pull }
  | { event: "load"; data: { name: string; state: ModelState } };

export interface NewsSource {
  list(): ModelList;
  pulls(): Pull[];
}

export class CatalogNews {
  #feed: Feed<CatalogEvent>;
  #lastSnapshot = "";
  #onWatched: (isWatched: boolean) => void = () => {};

  constructor(private readonly source: NewsSource) {
    this.#feed = new Feed<CatalogEvent>({
      replay: () => this.#replay(),
      onReaders: (count) => this.#onWatched(count > 0),
    });
  }

  watch(signal?: AbortSignal): AsyncIterableIterator<CatalogEvent[]> {
    return this.#feed.watch(signal);
  }

  onWatched(listener: (isWatched: boolean) => void): void {
    this.#onWatched = listener;
    listener(this.#feed.readers > 0);
  }

  /** Something may have changed: told only when it has. */
  announce(): void {
    if (this.#feed.readers === 0) {
      this.#lastSnapshot = "";
      return;
    }
    const list = this.source.list();
    const snapshot = snapshotKey(list, this.source.pulls());
    if (snapshot === this.#lastSnapshot) return;
    this.#lastSnapshot = snapshot;
    this.#feed.push({ event: "models", data: list }, "models");
  }

  tellPull(pull: Pull): void {
    this.#feed.push({ event: "progress", data: pull }, `progress ${modelKey(pull.name)}`);
  }

  tellLoad(name: string, state: ModelState): void {
    this.#feed.push({ event: "load", data: { name, state } }, `load ${modelKey(name)}`);
    this.announce();
  }

  end(): void {
    this.#feed.end();
  }

  #replay(): CatalogEvent[] {
    const list = this.source.list();
    const pulls = this.source.pulls();
    this.#lastSnapshot ||= snapshotKey(list, pulls);
    return [{ event: "models", data: list }, ...pulls.map((data) => ({ event: "progress" as const, data }))];
  }
}
