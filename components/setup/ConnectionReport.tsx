/** What came of a connection test: version, models and latency, or the cause and what to try. */
import { Icon } from "@/components/Icon.tsx";
import type { ConnectionResult } from "@/lib/shared/config.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatCounted, formatDuration, type FormatTexts } from "@/lib/texts/format.ts";
import { sayProblem } from "@/lib/texts/problem.ts";
import { fill } from "@/lib/texts/text.ts";

export function ConnectionReport({ result }: { result: ConnectionResult }) {
  const { setup, problems, live: { format } } = useTexts();
  if (result.ok) {
    return (
      <div role="status" class="report" data-ok="true">
        <Icon name="check" />
        <p>
          <strong>{fill(setup.answers, { version: result.version })}</strong>{" "}
          {`${modelCount(result.models, setup, format)}, ${formatDuration(result.latency_ms, format)}.`}
        </p>
      </div>
    );
  }
  return (
    <div role="alert" class="report">
      <Icon name="triangle-alert" />
      <div class="min-w-0">
        <p class="font-semibold">{sayProblem(result.error.message, problems)}</p>
        <p class="text-ink-muted">{sayProblem(result.hint, problems)}</p>
      </div>
    </div>
  );
}

function modelCount(count: number, { noModels, models }: Texts["setup"], format: FormatTexts): string {
  return count === 0 ? noModels : formatCounted(count, models, format);
}
