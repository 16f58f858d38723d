/** The models page: what is on its way, what is there, and the way to more. */
import type { ComponentChildren } from "preact";
import { EmptyState } from "@/components/EmptyState.tsx";
import type { ModelSessions } from "@/components/models/DeleteModelDialog.tsx";
import { modelFormId } from "@/components/models/form_id.ts";
import { ModelItem } from "@/components/models/ModelItem.tsx";
import type { LoadedShortfall, ModelNeed } from "@/components/models/need_words.ts";
import { PullForm } from "@/components/models/PullForm.tsx";
import { SystemFigures, type SystemFiguresProps } from "@/components/models/SystemFigures.tsx";
import { type PullExcess, PullItem } from "@/components/models/PullItem.tsx";
import type { ModelList, Pull } from "@/lib/shared/model.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatMoment } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface ModelsViewProps {
  list: ModelList;
  pulls: Pull[];
  system: SystemFiguresProps;
  needs: Record<string, ModelNeed | undefined>;
  /** By their names, as those below. */
  shortfalls: Record<string, LoadedShortfall | undefined>;
  excesses: Record<string, PullExcess | undefined>;
  /** The newest ones that use each model, by its name. */
  sessions: Record<string, ModelSessions>;
  /** What the load or unload that was just asked for said. */
  log?: { name: string; lines: string[] };
  /** What was asked to be pulled and refused. */
  refused?: { name: string; error: string };
  now: number;
  /** Details of one model. */
  children?: ComponentChildren;
}

export function ModelsView(
  { list, pulls, system, needs, shortfalls, excesses, sessions, log, refused, now, children }:
    ModelsViewProps,
) {
  const { models, live: { format } } = useTexts();
  return (
    <>
      <form id={modelFormId} method="post" action="/models" />
      <PullForm name={refused?.name} error={refused?.error} />
      <ul class="pulls" aria-label={models.pulls} data-pulls>
        {pulls.map((pull) => <PullItem key={pull.name} pull={pull} excess={excesses[pull.name]} />)}
      </ul>
      {children}
      <SystemFigures {...system} />
      <section aria-label={models.installed} data-installed>
        {list.items.length > 0
          ? (
            <ul class="models" data-models>
              {list.items.map((model, index) => (
                <ModelItem
                  key={model.name}
                  model={model}
                  index={index}
                  now={now}
                  need={needs[model.name]}
                  shortfall={shortfalls[model.name]}
                  sessions={sessions[model.name]}
                  log={log?.name === model.name ? log.lines : undefined}
                />
              ))}
            </ul>
          )
          : (
            <EmptyState icon="box" title={models.none}>
              <p>{models.noneWhat}</p>
            </EmptyState>
          )}
        {list.stale && list.refreshed_at && (
          <p class="hint">{fill(models.asOf, { time: formatMoment(list.refreshed_at, format) })}</p>
        )}
      </section>
    </>
  );
}
