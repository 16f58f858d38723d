/**
 * Where models are pulled from: a few samples, whose layers have a size and a digest but no content.
 *
 * Tests publish models, damage layers and take the network away.
 */
import type { ModelDefinition } from "./definition.ts";
import { sha256 } from "./library.ts";
import { fullName, type ModelName, nameKey, parseName } from "./names.ts";

export interface Layer {
  /** `sha256:` and 64 hex digits. */
  digest: string;
  size: number;
  /** Its bytes will not match its digest. */
  isCorrupt?: boolean;
  /** In the manifest, but not to be had. */
  isMissing?: boolean;
}

export interface RegistryModel {
  definition: ModelDefinition;
  /** The config is the last of them. */
  layers: readonly Layer[];
}

/** The text is the server's own. */
export class PullError extends Error {
  override name = "PullError";
}

export class Registry {
  isOffline = false;
  /** Byte offsets at which downloads were begun, in order. */
  readonly ranges: { digest: string; from: number }[] = [];
  #models = new Map<string, RegistryModel>();

  constructor(models: readonly RegistryModel[]) {
    for (const model of models) this.publish(model);
  }

  publish(model: RegistryModel): void {
    this.#models.set(nameKey(parseName(model.definition.name)), model);
  }

  manifest(name: ModelName): RegistryModel {
    if (this.isOffline) {
      const [path, tag] = [`${name.namespace}/${name.model}`, name.tag];
      throw new PullError(
        `pull model manifest: Get "https://${name.host}/v2/${path}/manifests/${tag}": ` +
          `dial tcp: lookup ${name.host}: no such host`,
      );
    }
    const model = this.#models.get(nameKey(name));
    if (!model) throw new PullError("pull model manifest: file does not exist");
    return model;
  }
}

/** A model of the registry with layers of these sizes, the last being the config. */
export function publishable(
  definition: ModelDefinition,
  sizes: readonly number[],
  revision = 1,
): RegistryModel {
  const name = fullName(parseName(definition.name));
  const layers = sizes.map((size, index) => ({
    digest: `sha256:${sha256(`${name} ${index === 0 ? revision : 1} ${index} ${size}`)}`,
    size,
  }));
  return { definition: { ...definition, size: sizes.reduce((sum, size) => sum + size, 0) }, layers };
}
