/** What is in memory, as the API shows it. */
import type { Catalog } from "./catalog.ts";

export interface LoadedList {
  items: {
    name: string;
    size_bytes: number;
    vram_bytes: number;
    /** The share of it that is in GPU memory. */
    gpu_percent: number;
    context_length: number | null;
    expires_at: string | null;
  }[];
  refreshed_at: string | null;
}

export async function readLoadedList(catalog: Catalog): Promise<LoadedList> {
  const loaded = await catalog.refreshLoaded();
  const readAt = catalog.loadedAt();
  return {
    items: loaded.map((model) => ({
      name: model.name,
      size_bytes: model.sizeBytes,
      vram_bytes: model.vramBytes,
      gpu_percent: model.sizeBytes > 0 ? Math.round(100 * model.vramBytes / model.sizeBytes) : 0,
      context_length: model.contextLength,
      expires_at: model.expiresAt,
    })),
    refreshed_at: readAt === null ? null : new Date(readAt).toISOString(),
  };
}
