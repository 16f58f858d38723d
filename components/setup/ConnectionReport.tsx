/** What came of a connection test: version, models and latency, or the cause and what to try. */
import { Icon } from "@/components/Icon.tsx";
import type { ConnectionResult } from "@/lib/shared/config.ts";
import { formatDuration } from "@/lib/shared/format.ts";

export function ConnectionReport({ result }: { result: ConnectionResult }) {
  if (result.ok) {
    return (
      <div role="status" class="report" data-ok="true">
        <Icon name="check" />
        <p>
          <strong>Ollama {result.version} answers.</strong> {modelCount(result.models)},{" "}
          {formatDuration(result.latency_ms)}.
        </p>
      </div>
    );
  }
  return (
    <div role="alert" class="report">
      <Icon name="triangle-alert" />
      <div class="min-w-0">
        <p class="font-semibold">{result.error.message}</p>
        <p class="text-ink-muted">{result.hint}</p>
      </div>
    </div>
  );
}

function modelCount(count: number): string {
  if (count === 0) return "No models are installed yet";
  return count === 1 ? "1 model is installed" : `${count} models are installed`;
}
