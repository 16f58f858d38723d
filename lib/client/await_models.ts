/** The models to choose from, where none were known when the page was made: as soon as there are some. */
import { isChatModel, type ModelList } from "@/lib/shared/model.ts";
import type { ComposerModel } from "./composing.ts";
import { watchModels } from "./model_feed.ts";

/** Asks no more once it has found some. */
export function awaitModels(onFound: (models: ComposerModel[]) => void): () => void {
  const end = watchModels({
    onModels({ items }: ModelList) {
      const models = items.filter(isChatModel);
      if (models.length === 0) return;
      end();
      onFound(models);
    },
    onProgress() {},
  });
  return end;
}
