/** What Ollama holds in memory now. */
import { formatBytes } from "@/lib/shared/format.ts";

export interface LoadedModel {
  name: string;
  bytes: number;
}

export function MemoryLine({ loaded }: { loaded: LoadedModel[] }) {
  if (loaded.length === 0) return null;
  return (
    <ul class="memory" aria-label="In memory" data-memory>
      {loaded.map(({ name, bytes }) => (
        <li key={name}>
          <span class="dot" aria-hidden="true" />
          <span class="min-w-0 grow truncate">{name}</span>
          <span class="text-ink-faint">{formatBytes(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}
