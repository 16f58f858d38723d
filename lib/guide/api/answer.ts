/**
 * One answer of a model: load, read the prompt, write at the model's speed, count.
 *
 * Serves chat and generate alike; what their lines look like is `lines.ts`.
 */
import type { Reply } from "../models/definition.ts";
import { pause } from "../models/pacer.ts";
import type { Parts } from "../parts.ts";
import { contentType, type Exchange } from "../wire/exchange.ts";
import { goJson } from "../wire/go_text.ts";
import { Refusal } from "../wire/refusal.ts";
import { acquire } from "./acquire.ts";
import type { Ask } from "./ask.ts";
import { type AnswerShape, type Metrics, metricsOf } from "./lines.ts";
import { type EndReason, type Piece, piecesOf } from "./pieces.ts";
import { fitPrompt } from "./prompt.ts";
import { formatProblem } from "./request_values.ts";

export async function answer(parts: Parts, exchange: Exchange, ask: Ask, shape: AnswerShape): Promise<void> {
  const started = performance.now();
  const lease = await acquire(parts, ask, exchange.gone);
  try {
    if (refusesFormat(exchange, ask)) return;
    refuseImages(parts, ask);
    const { prompt, tokens } = fitPrompt(ask, lease.runner.contextLength, parts.dialect);
    const promptStarted = performance.now();
    await pause(tokens / parts.settings.promptSpeed * 1000, exchange.gone);
    const reply = await ask.model.definition.reply(prompt);
    const written = performance.now();
    const run = writing(parts, ask, reply, lease.runner.contextLength, exchange.gone);
    const measure: Measure = (end, evalCount) => {
      if (end === "stuck") return undefined;
      const ended = performance.now();
      return metricsOf({
        totalMs: ended - started,
        loadMs: lease.loadMs,
        promptTokens: tokens,
        promptMs: written - promptStarted,
        evalCount,
        evalMs: ended - written,
      }, end);
    };
    await (ask.stream ? stream : collect)(exchange, run, measure, shape);
  } finally {
    lease.release();
  }
}

/** Loads the model without a question. */
export async function load(parts: Parts, exchange: Exchange, ask: Ask, shape: AnswerShape): Promise<void> {
  const lease = await acquire(parts, ask, exchange.gone);
  lease.release();
  exchange.json(200, shape.last(undefined, [], { done: true, done_reason: "load" }));
}

/** At once, loaded or not. */
export function unload(parts: Parts, exchange: Exchange, ask: Ask, shape: AnswerShape): void {
  parts.memory.expire(ask.model);
  exchange.json(200, shape.last(undefined, [], { done: true, done_reason: "unload" }));
}

/** The pieces, each when it is due. Ends early and "stuck" when the client has gone. */
async function* writing(
  { pacer, settings }: Parts,
  ask: Ask,
  reply: Reply,
  contextLength: number,
  gone: AbortSignal,
): AsyncGenerator<Piece, EndReason> {
  const { definition } = ask.model;
  const wanted = Number(ask.options.num_predict ?? -1);
  const pieces = piecesOf(reply, {
    stop: (ask.options.stop as string[] | undefined) ?? [],
    maxTokens: wanted > 0 ? wanted : 10 * contextLength,
    repeatLimit: settings.repeatLimit,
    splitsThinking: ask.think !== false,
    toolPath: ask.tools.length > 0 ? definition.toolPath ?? "template" : undefined,
  });
  const msPerToken = 1000 / (definition.speed ?? settings.speed);
  const begun = performance.now();
  for (let sent = 1;; sent++) {
    const due = begun + sent * msPerToken;
    if (msPerToken > 0 ? due > performance.now() : sent % breathAfter === 0) await pacer.until(due, gone);
    if (gone.aborted) return "stuck";
    const next = pieces.next();
    if (next.done) return next.value;
    yield next.value;
  }
}

type Run = AsyncGenerator<Piece, EndReason>;
type Measure = (end: EndReason, evalCount: number) => Metrics | undefined;

async function stream(exchange: Exchange, run: Run, measure: Measure, shape: AnswerShape): Promise<void> {
  const { type = contentType.lines, frame = asLine } = shape;
  let count = 0;
  let inLast: Piece | undefined;
  while (true) {
    const next = await run.next();
    if (exchange.isOver) return;
    if (!exchange.hasStarted) exchange.open(200, { "Content-Type": type });
    if (next.done) {
      const metrics = measure(next.value, next.value === "stop" ? count + 1 : count);
      if (metrics) exchange.write(frame(shape.last(inLast, [], metrics)) + (shape.end?.(metrics) ?? ""));
      return exchange.finish();
    }
    count = next.value.tokens;
    if (next.value.kind === "tool_calls" && next.value.isLast) inLast = next.value;
    else if (!exchange.write(frame(shape.piece(next.value)))) await exchange.drained();
  }
}

async function collect(exchange: Exchange, run: Run, measure: Measure, shape: AnswerShape): Promise<void> {
  const pieces: Piece[] = [];
  while (true) {
    const next = await run.next();
    if (!next.done) {
      pieces.push(next.value);
      continue;
    }
    if (exchange.isOver) return;
    const count = pieces.at(-1)?.tokens ?? 0;
    const metrics = measure(next.value, next.value === "stop" ? count + 1 : count);
    return exchange.json(200, shape.last(undefined, pieces, metrics ?? { done: false }));
  }
}

function refusesFormat(exchange: Exchange, ask: Ask): boolean {
  const problem = formatProblem(ask.format);
  if (problem === undefined) return false;
  if (!ask.stream) throw new Refusal(500, problem);
  exchange.open(500, { "Content-Type": contentType.plainJson });
  exchange.line({ error: problem });
  exchange.finish();
  return true;
}

function refuseImages({ dialect }: Parts, { model, messages }: Ask): void {
  const hasImages = messages.some(({ images }) => images && images.length > 0);
  if (!hasImages || !dialect.refusesImagesWithoutVision || model.definition.capabilities.includes("vision")) {
    return;
  }
  const message = "Multimodal data provided, but model does not support multimodal requests.";
  throw new Refusal(400, JSON.stringify({ error: { code: 400, message, type: "invalid_request_error" } }));
}

/** At full speed the loop lets others run after so many pieces. */
const breathAfter = 512;

function asLine(value: unknown): string {
  return goJson(value) + "\n";
}
