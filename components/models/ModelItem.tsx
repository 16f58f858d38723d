/**
 * A local model: what it is, whether it is in memory, and what can be done with it. Plain posts to /models.
 *
 * Plain buttons: there may be 500 models, and a `Button` costs some ten times as much to render.
 */
import { Icon } from "@/components/Icon.tsx";
import { DeleteModelDialog, type ModelSessions } from "@/components/models/DeleteModelDialog.tsx";
import { expiryWords } from "@/components/models/expiry_words.ts";
import { detailsButtonId, detailsId, modelFormId } from "@/components/models/form_id.ts";
import {
  type LoadedShortfall,
  type ModelNeed,
  needWords,
  shortfallWords,
} from "@/components/models/need_words.ts";
import { unknownFacts } from "@/components/models/unknown_facts.ts";
import type { Model } from "@/lib/shared/model.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes, formatCount, formatCounted } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface ModelItemProps {
  model: Model;
  need?: ModelNeed;
  shortfall?: LoadedShortfall;
  /** The newest ones that use it. */
  sessions?: ModelSessions;
  /** What the last load or unload said. */
  log?: string[];
  /** Unique on the page. */
  index: number;
  now: number;
}

export function ModelItem({ model, need, shortfall, sessions = [], log, index, now }: ModelItemProps) {
  const texts = useTexts();
  const { models } = texts;
  const { name, state } = model;
  const question = `delete-model-${index}`;
  return (
    <li class="model" aria-label={name} data-model={name} data-state={state}>
      <div class="model-main">
        <p class="model-name">{name}</p>
        <p class="model-facts">{factsOf(model, texts).join(" · ")}</p>
        <p class="model-state">
          <span class={state === "unloaded" ? "dot dot-off" : "dot"} aria-hidden="true" />
          <span data-state-text>{models.states[state]}</span>
          {state === "loaded" && <span class="text-ink-faint">{memoryOf(model, texts)}</span>}
          {state === "loaded" && <Expiry at={model.expires_at} now={now} />}
          {state === "unloaded" && need && <span class="text-ink-faint">{needWords(need, texts)}</span>}
          {model.capabilities.filter((each) => each !== "completion").map((each) => (
            <span key={each} class="chip">{each}</span>
          ))}
        </p>
        {state === "loaded" && shortfall && <p class="hint">{shortfallWords(shortfall, texts)}</p>}
      </div>
      <div class="model-buttons">
        {state === "loaded" || state === "unloading"
          ? <Post action="unload" label={models.unload} name={name} />
          : <Post action="load" label={models.load} name={name} />}
        <button
          id={detailsButtonId(index)}
          type="submit"
          class="btn btn-quiet"
          form={modelFormId}
          formaction={`/models#${detailsId}`}
          formmethod="get"
          name="details"
          value={name}
        >
          {models.details}
        </button>
        <button
          type="button"
          class="icon-btn"
          aria-label={models.delete}
          title={models.delete}
          popovertarget={question}
        >
          <Icon name="trash-2" />
        </button>
        <DeleteModelDialog id={question} model={model} sessions={sessions} />
      </div>
      {log && <LoadLog name={name} lines={log} />}
    </li>
  );
}

/** Ollama says a day far off for a model that is to stay. */
const forGoodMs = 365 * 24 * 60 * 60_000;

function Expiry({ at, now }: { at: string | null; now: number }) {
  const { models, live } = useTexts();
  if (at === null) return null;
  if (Date.parse(at) - now > forGoodMs) return <span class="text-ink-faint">{models.kept}</span>;
  return (
    <time class="text-ink-faint tabular-nums" datetime={at} data-expires>{expiryWords(at, now, live)}</time>
  );
}

function Post({ action, label, name }: { action: string; label: string; name: string }) {
  return (
    <button
      type="submit"
      class="btn btn-plain"
      form={modelFormId}
      name={action}
      value={name}
      data-action={action}
    >
      {label}
    </button>
  );
}

export function LoadLog({ name, lines }: { name: string; lines: string[] }) {
  const { pull } = useTexts().live;
  return (
    <pre
      role="log"
      aria-label={fill(pull.logOf, { model: name })}
      class="load-log"
      tabIndex={0}
    >{lines.join("\n")}</pre>
  );
}

function factsOf(
  { parameter_size, quantization, size_bytes, context_length, sessions }: Model,
  { models, live: { format } }: Texts,
): string[] {
  return [
    parameter_size,
    quantization,
    formatBytes(size_bytes, format),
    context_length && fill(models.context, { n: formatCount(context_length, format) }),
    sessions > 0 && formatCounted(sessions, models.chats, format),
  ].filter((fact): fact is string => Boolean(fact) && !unknownFacts.has(fact as string));
}

function memoryOf(
  { vram_bytes, ram_bytes, loaded_context }: Model,
  { models, live: { format } }: Texts,
): string {
  const total = (vram_bytes ?? 0) + (ram_bytes ?? 0);
  const percent = total > 0 ? Math.round((vram_bytes ?? 0) / total * 100) : 0;
  const held = fill(models.held, { bytes: formatBytes(total, format), percent });
  return loaded_context
    ? `${held}, ${fill(models.context, { n: formatCount(loaded_context, format) })}`
    : held;
}
