/** What Ollama holds in memory now. */
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes } from "@/lib/texts/format.ts";

export interface LoadedModel {
  name: string;
  bytes: number;
}

export function MemoryLine({ loaded }: { loaded: LoadedModel[] }) {
  const { frame, live: { format } } = useTexts();
  if (loaded.length === 0) return null;
  return (
    <ul class="memory" aria-label={frame.inMemory} data-memory>
      {loaded.map(({ name, bytes }) => (
        <li key={name}>
          <span class="dot" aria-hidden="true" />
          <span class="min-w-0 grow truncate">{name}</span>
          <span class="text-ink-faint">{formatBytes(bytes, format)}</span>
        </li>
      ))}
    </ul>
  );
}
