/** What Ollama holds in memory now: no list, since the items of the list beside it are chats. */
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
    <div class="memory" role="group" aria-label={frame.inMemory} data-memory>
      {loaded.map(({ name, bytes }) => (
        <p key={name}>
          <span class="dot" aria-hidden="true" />
          <span class="min-w-0 grow truncate">{name}</span>
          <span class="text-ink-faint">{formatBytes(bytes, format)}</span>
        </p>
      ))}
    </div>
  );
}
