/** A model on its way. */
import { Button } from "@/components/Button.tsx";
import { modelFormId } from "@/components/models/form_id.ts";
import { Progress } from "@/components/Progress.tsx";
import { formatBytes, formatDuration } from "@/lib/shared/format.ts";
import type { Pull } from "@/lib/shared/model.ts";

export function PullItem({ pull }: { pull: Pull }) {
  const isOver = pull.state === "failed" || pull.state === "interrupted";
  return (
    <li class="pull" data-pull-name={pull.name} data-state={pull.state}>
      <div class="pull-line">
        <strong class="min-w-0 truncate">{pull.name}</strong>
        <span class="text-ink-muted" data-pull-words>{pullWords(pull)}</span>
        {isOver && <Button form={modelFormId} name="pull" value={pull.name}>Resume</Button>}
        <Button look="quiet" form={modelFormId} name="cancel" value={pull.name} data-action="cancel-pull">
          {isOver ? "Dismiss" : "Cancel"}
        </Button>
      </div>
      <Progress label={pull.name} percent={pull.total_bytes > 0 || isOver ? pull.percent : undefined} />
    </li>
  );
}

export function pullWords(pull: Pull): string {
  if (pull.state === "failed") return pull.error?.message ?? "Failed";
  if (pull.state === "interrupted") return `Interrupted at ${Math.floor(pull.percent)} %`;
  if (pull.state === "queued") return "Waits for the other one";
  if (pull.total_bytes === 0) return pull.status;
  return [
    `${Math.floor(pull.percent)} %`,
    `${formatBytes(pull.completed_bytes)} of ${formatBytes(pull.total_bytes)}`,
    pull.bytes_per_second !== null && `${formatBytes(pull.bytes_per_second)}/s`,
    pull.eta_seconds !== null && `${formatDuration(pull.eta_seconds * 1000)} left`,
  ].filter(Boolean).join(" · ");
}
