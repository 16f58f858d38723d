/**
 * What is in memory: the last `ps`, and what this server itself is loading or unloading at the moment.
 *
 * A look grows old: a model whose time ran out since is taken to be gone.
 */
import type { LoadedModel } from "@/lib/ollama/client.ts";
import { modelKey, type ModelState } from "@/lib/shared/model.ts";
import { toTime, whole } from "./model_cache.ts";

export class MemoryView {
  #models = new Map<string, LoadedModel>();
  #marks = new Map<string, "loading" | "unloading">();
  #readAt: number | null = null;

  constructor(private readonly now: () => number) {}

  get readAt(): number | null {
    return this.#readAt;
  }

  replace(loaded: readonly LoadedModel[]): void {
    this.#readAt = this.now();
    this.#models = new Map(loaded.map((model) => [modelKey(model.name), {
      ...model,
      sizeBytes: whole(model.sizeBytes) ?? 0,
      vramBytes: Math.min(whole(model.vramBytes) ?? 0, whole(model.sizeBytes) ?? 0),
      contextLength: whole(model.contextLength),
      expiresAt: toTime(model.expiresAt),
    }]));
  }

  forget(): void {
    this.#models.clear();
    this.#readAt = null;
  }

  models(): LoadedModel[] {
    return [...this.#models].filter(([key]) => this.get(key)).map(([, model]) => model);
  }

  /** Undefined when it is not in memory as far as is known. */
  get(key: string): LoadedModel | undefined {
    const model = this.#models.get(key);
    return model && !this.#isExpiredSince(model) ? model : undefined;
  }

  /** Copies share one runner, which has the name that loaded first: found by the digest too. */
  contextOf(key: string, digest: string | undefined): number | null {
    const model = this.get(key) ?? (digest && this.models().find((model) => model.digest === digest));
    return model ? model.contextLength : null;
  }

  stateOf(key: string): ModelState {
    const mark = this.#marks.get(key);
    if (mark) return mark;
    const model = this.get(key);
    if (!model) return "unloaded";
    return this.#expiry(model) <= this.#readAt! ? "unloading" : "loaded";
  }

  mark(key: string, state: "loading" | "unloading" | null): void {
    if (state === null) this.#marks.delete(key);
    else this.#marks.set(key, state);
  }

  /** One whose time had run out when it was read is still finishing a request, and in memory. */
  #isExpiredSince(model: LoadedModel): boolean {
    const expiry = this.#expiry(model);
    return expiry > this.#readAt! && expiry <= this.now();
  }

  #expiry(model: LoadedModel): number {
    return model.expiresAt === null ? Infinity : Date.parse(model.expiresAt);
  }
}
