/**
 * What a reply is doing before its first token, told from what is known of the model's memory.
 *
 * Ollama sends nothing while it loads a model or reads a prompt: its list of loaded models tells which it is.
 */
import type { Deps } from "@/lib/deps.ts";
import { selectStreaming } from "@/lib/db/messages.ts";
import { AppError } from "@/lib/errors.ts";
import { expectLoadMs, expectPromptMs } from "@/lib/models/stats.ts";
import type { ChatChunk } from "@/lib/ollama/client.ts";
import type { ChatEvent, Phase } from "@/lib/shared/chat.ts";
import type { Prompt } from "./prompt.ts";

export type PhaseEvent = Extract<ChatEvent, { event: "phase" }>;

export function phaseEvent(phase: Phase, expectedMs: number | null = null): PhaseEvent {
  return { event: "phase", data: { phase, expected_ms: expectedMs } };
}

const lookEveryMs = 500;

/** The batches of the answer, with the phases before its first one. */
export async function* withPhases(
  deps: Deps,
  prompt: Prompt,
  answer: AsyncGenerator<ChatChunk[]>,
): AsyncGenerator<PhaseEvent | ChatChunk[]> {
  const first = answer.next();
  first.catch(() => {}); // awaited below: until then a failure must not count as unhandled
  for await (const phase of phasesUntil(deps, prompt, first)) yield phase;
  const step = await first;
  if (step.done) return;
  yield step.value;
  yield* answer;
}

async function* phasesUntil(deps: Deps, prompt: Prompt, first: Promise<unknown>): AsyncGenerator<PhaseEvent> {
  const { model } = prompt.sent;
  let known: Phase = "queued";
  while (true) {
    const phase: Phase = !isLoaded(deps, prompt)
      ? "loading"
      : mustWait(deps, model)
      ? "queued"
      : "reading_prompt";
    if (phase !== known) {
      known = phase;
      yield phaseEvent(
        phase,
        phase === "loading"
          ? expectLoadMs(deps.db, model)
          : expectPromptMs(deps.db, model, prompt.estimatedTokens),
      );
    }
    if (known === "reading_prompt") return;
    if (await settlesWithin(first, lookEveryMs)) return;
    if (known === "loading") await lookAtMemory(deps);
  }
}

/** Another context size than it was loaded with makes Ollama load it again. */
function isLoaded(deps: Deps, { sent, contextWindow }: Prompt): boolean {
  const loaded = deps.catalog.loadedContext(sent.model);
  return loaded !== null && (sent.options.num_ctx === undefined || loaded === contextWindow);
}

/** Ollama writes one reply of a model at a time unless told otherwise. */
function mustWait(deps: Deps, model: string): boolean {
  return selectStreaming(deps.db).filter((row) => row.model === model).length > 1;
}

async function lookAtMemory(deps: Deps): Promise<void> {
  try {
    await deps.catalog.refreshLoaded();
  } catch (error) {
    if (!(error instanceof AppError)) throw error; // Ollama may hold this answer back while it loads
  }
}

async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), ms));
  const settled = promise.then(() => true, () => true);
  return await Promise.race([settled, timeout]).finally(() => clearTimeout(timer));
}
