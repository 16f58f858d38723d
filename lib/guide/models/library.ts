/**
 * The models on the server's disk, by name.
 *
 * Owns names, digests and dates. What is in memory is `memory.ts`, what is still to be had is `registry.ts`.
 */
import { createHash } from "node:crypto";
import type { ModelDefinition } from "./definition.ts";
import { type ModelName, nameKey, parseName, shownName } from "./names.ts";

export interface InstalledModel {
  name: string;
  /** Manifest digest: 64 hex digits. */
  digest: string;
  /** Milliseconds since the epoch. */
  modifiedAt: number;
  definition: ModelDefinition;
  /** Digests of the files it consists of, when it was pulled. */
  layers: readonly string[];
}

export class Library {
  #models = new Map<string, InstalledModel>();
  #now: () => number;

  constructor(definitions: readonly ModelDefinition[], now: () => number) {
    this.#now = now;
    for (const definition of definitions) this.install(parseName(definition.name), definition);
  }

  /** Newest first. */
  list(): InstalledModel[] {
    return [...this.#models.values()].sort((one, other) => other.modifiedAt - one.modifiedAt);
  }

  find(name: ModelName): InstalledModel | undefined {
    return this.#models.get(nameKey(name));
  }

  /** Replaces a model of that name; a name that exists in another case keeps it. */
  install(
    name: ModelName,
    definition: ModelDefinition,
    { digest = digestOf(definition), layers = [] }: Partial<Pick<InstalledModel, "digest" | "layers">> = {},
  ): InstalledModel {
    const key = nameKey(name);
    const model = {
      name: this.#models.get(key)?.name ?? shownName(name),
      digest,
      modifiedAt: this.#now(),
      definition,
      layers,
    };
    this.#models.set(key, model);
    return model;
  }

  remove(name: ModelName): boolean {
    return this.#models.delete(nameKey(name));
  }
}

/** What makes two models share a runner. */
export function weightsOf({ name, weights = name }: ModelDefinition): string {
  return weights;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function digestOf(definition: ModelDefinition): string {
  const { reply: _, ...description } = definition;
  return sha256(JSON.stringify(description));
}
