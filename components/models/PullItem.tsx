/** A model on its way. */
import { Button } from "@/components/Button.tsx";
import { modelFormId } from "@/components/models/form_id.ts";
import { pullWords } from "@/components/models/pull_words.ts";
import { Progress } from "@/components/Progress.tsx";
import type { Pull } from "@/lib/shared/model.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

/** What it would need once loaded, where that is more than all the memory there is. */
export interface PullExcess {
  neededBytes: number;
  knownBytes: number;
}

export function PullItem({ pull, excess }: { pull: Pull; excess?: PullExcess }) {
  const { models, live } = useTexts();
  const isOver = pull.state === "failed" || pull.state === "interrupted";
  return (
    <li class="pull" data-pull-name={pull.name} data-state={pull.state}>
      <div class="pull-line">
        <strong class="min-w-0 truncate">{pull.name}</strong>
        <span class="text-ink-muted" data-pull-words>{pullWords(pull, live)}</span>
        {isOver && <Button form={modelFormId} name="pull" value={pull.name}>{models.resume}</Button>}
        <Button look="quiet" form={modelFormId} name="cancel" value={pull.name} data-action="cancel-pull">
          {isOver ? models.dismiss : models.cancel}
        </Button>
      </div>
      <Progress label={pull.name} percent={pull.total_bytes > 0 || isOver ? pull.percent : undefined} />
      {excess && (
        <p class="hint">
          {fill(models.excess, {
            bytes: formatBytes(excess.neededBytes, live.format),
            total: formatBytes(excess.knownBytes, live.format),
          })}
        </p>
      )}
    </li>
  );
}
