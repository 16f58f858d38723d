/** What Ollama holds in memory now. */
import { formatBytes } from "@/lib/shared/format.ts";

export interface LoadedModel {
  name: string;
  vram_bytes: number | null;
  ram_bytes: number | null;
}

export function MemoryLine({ loaded }: { loaded: LoadedModel[] }) {
  if (loaded.length === 0) return null;
  return (
    <ul class="memory" aria-label="In memory" data-memory>
      {loaded.map((model) => (
        <li key={model.name}>
          <span class="dot" aria-hidden="true" />
          <span class="min-w-0 grow truncate">{model.name}</span>
          <span class="text-ink-faint">{formatBytes((model.vram_bytes ?? 0) + (model.ram_bytes ?? 0))}</span>
        </li>
      ))}
    </ul>
  );
}
