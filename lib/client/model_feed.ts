/** What changes about the models, while the page is visible: a hidden tab keeps no connection. */
import type { ModelList, Pull } from "@/lib/shared/model.ts";

export interface ModelNews {
  /** The lists are other than before. */
  onModels(list: ModelList): void;
  onProgress(pull: Pull): void;
}

export function watchModels({ onModels, onProgress }: ModelNews): () => void {
  let source: EventSource | undefined;
  const listen = () => {
    source?.close();
    if (document.hidden) return;
    source = new EventSource("/api/models/events");
    source.addEventListener("models", ({ data }) => onModels(JSON.parse(data)));
    source.addEventListener("progress", ({ data }) => onProgress(JSON.parse(data)));
  };
  listen();
  document.addEventListener("visibilitychange", listen);
  return () => {
    document.removeEventListener("visibilitychange", listen);
    source?.close();
  };
}
