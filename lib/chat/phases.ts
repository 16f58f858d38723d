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

const lookEveryMs = 250;
/** An answer this soon needs no phases, and the look would only get in its way. */
const fastAnswerMs = 20;
/** Of a reply that ended before it was known what is loaded. */
const lastLookMs = 1000;

/** The batches of the answer, with the phases before its first one. */
export async function* withPhases(
  deps: Deps,
  prompt: Prompt,
  answer: AsyncGenerator<ChatChunk[]>,
): AsyncGenerator<PhaseEvent | ChatChunk[]> {
  const first = answer.next();
  first.catch(() => {}); // awaited below: until then a failure must not count as unhandled
  yield* phasesUntil(deps, prompt, first);
  const step = await first;
  const look = lookAtMemory(deps); // it is loaded now: with which context size, and until when
  if (step.done) return;
  yield step.value;
  yield* answer;
  await settlesWithin(look, lastLookMs); // the figures of a short reply need the context size too
}

async function* phasesUntil(deps: Deps, prompt: Prompt, first: Promise<unknown>): AsyncGenerator<PhaseEvent> {
  let known: Phase = "queued";
  if (await settlesWithin(first, fastAnswerMs)) return;
  while (known !== "reading_prompt") {
    // Ollama may hold this answer back while it loads: not knowing is taken for loading.
    const look = lookAtMemory(deps);
    if (await settlesWithin(first, lookEveryMs, look)) return;
    const phase = currentPhase(deps, prompt);
    if (phase === known) {
      if (await settlesWithin(first, lookEveryMs)) return;
      continue;
    }
    known = phase;
    yield phaseEvent(phase, expectedMs(deps, prompt, phase));
  }
}

function currentPhase(deps: Deps, prompt: Prompt): Phase {
  if (!isLoaded(deps, prompt)) return "loading";
  return mustWait(deps, prompt.sent.model) ? "queued" : "reading_prompt";
}

function expectedMs(deps: Deps, { sent, estimatedTokens }: Prompt, phase: Phase): number | null {
  if (phase === "loading") return expectLoadMs(deps.db, sent.model);
  return phase === "reading_prompt" ? expectPromptMs(deps.db, sent.model, estimatedTokens) : null;
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
    // Without an answer the last one must do; at the end of the server there is none.
    if (!(error instanceof AppError) && (error as Error).name !== "AbortError") throw error;
  }
}

/** Whether the first one settles before the time is over, or before `look` is done. */
async function settlesWithin(first: Promise<unknown>, ms: number, look?: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<false>((resolve) => timer = setTimeout(() => resolve(false), ms));
  const settled = first.then(() => true, () => true);
  const looked = look?.then(() => false);
  return await Promise.race([settled, timeout, ...(looked ? [looked] : [])]).finally(() =>
    clearTimeout(timer)
  );
}
