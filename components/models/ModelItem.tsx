/**
 * A local model: what it is, whether it is in memory, and what can be done with it. Plain posts to /models.
 *
 * Plain buttons: there may be 500 models, and a `Button` costs some ten times as much to render.
 */
import { Icon } from "@/components/Icon.tsx";
import { DeleteModelDialog, type ModelSessions } from "@/components/models/DeleteModelDialog.tsx";
import { modelFormId } from "@/components/models/form_id.ts";
import { formatBytes, formatCount } from "@/lib/shared/format.ts";
import type { Model } from "@/lib/shared/model.ts";

/** What it would take to load it. */
export interface ModelNeed {
  bytes: number;
  fit: "gpu" | "split" | "cpu" | "too_large" | "unknown";
}

export interface ModelItemProps {
  model: Model;
  need?: ModelNeed;
  /** The newest ones that use it. */
  sessions?: ModelSessions;
  /** What the last load or unload said. */
  log?: string[];
  /** Unique on the page. */
  index: number;
}

export function ModelItem({ model, need, sessions = [], log, index }: ModelItemProps) {
  const { name, state } = model;
  const question = `delete-model-${index}`;
  return (
    <li class="model" aria-label={name} data-model={name} data-state={state}>
      <div class="model-main">
        <p class="model-name">{name}</p>
        <p class="model-facts">{factsOf(model).join(" · ")}</p>
        <p class="model-state">
          <span class={state === "unloaded" ? "dot dot-off" : "dot"} aria-hidden="true" />
          <span data-state-text>{stateWords[state]}</span>
          {state === "loaded" && <span class="text-ink-faint">{memoryOf(model)}</span>}
          {state === "unloaded" && need && <span class="text-ink-faint">{needWords(need)}</span>}
          {model.capabilities.filter((each) => each !== "completion").map((each) => (
            <span key={each} class="chip">{each}</span>
          ))}
        </p>
      </div>
      <div class="model-buttons">
        {state === "loaded" || state === "unloading"
          ? <Post action="unload" label="Unload" name={name} />
          : <Post action="load" label="Load" name={name} />}
        <button
          type="submit"
          class="btn btn-quiet"
          form={modelFormId}
          formmethod="get"
          name="details"
          value={name}
        >
          Details
        </button>
        <button type="button" class="icon-btn" aria-label="Delete" title="Delete" popovertarget={question}>
          <Icon name="trash-2" />
        </button>
        <DeleteModelDialog id={question} model={model} sessions={sessions} />
      </div>
      {log && <LoadLog name={name} lines={log} />}
    </li>
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
  return <pre role="log" aria-label={`Log of ${name}`} class="load-log" tabIndex={0}>{lines.join("\n")}</pre>;
}

const stateWords = {
  unloaded: "Not in memory",
  loading: "Loading…",
  loaded: "Loaded",
  unloading: "Unloading…",
};

function factsOf({ parameter_size, quantization, size_bytes, context_length, sessions }: Model): string[] {
  return [
    parameter_size,
    quantization,
    formatBytes(size_bytes),
    context_length && `${formatCount(context_length)} context`,
    sessions > 0 && (sessions === 1 ? "1 chat" : `${formatCount(sessions)} chats`),
  ].filter((fact): fact is string => Boolean(fact) && !unknownFacts.has(fact as string));
}

const fitWords = {
  gpu: "fits on the GPU",
  split: "takes the GPU and main memory",
  cpu: "runs on the CPU",
  too_large: "more than is free now",
  unknown: "",
};

function needWords({ bytes, fit }: ModelNeed): string {
  return [`needs about ${formatBytes(bytes)}`, fitWords[fit]].filter(Boolean).join(", ");
}

/** What Ollama writes where it does not know. */
const unknownFacts = new Set(["0", "none", "unknown"]);

function memoryOf({ vram_bytes, ram_bytes, loaded_context }: Model): string {
  const total = (vram_bytes ?? 0) + (ram_bytes ?? 0);
  const onGpu = total > 0 ? Math.round((vram_bytes ?? 0) / total * 100) : 0;
  const context = loaded_context ? `, ${formatCount(loaded_context)} context` : "";
  return `${formatBytes(total)}, ${onGpu} % on the GPU${context}`;
}
