/**
 * Faults in place of, or in the middle of, proper answers.
 *
 * A fault is a sequence of steps; this plays them on an exchange and keeps the list of those still to come. The faults
 * themselves are in `faults.ts`.
 */
import { pause } from "./models/pacer.ts";
import type { LoggedRequest } from "./request_log.ts";
import type { Exchange } from "./wire/exchange.ts";

export type Step =
  /** Bytes as they are, in one network write. */
  | { write: string | Uint8Array }
  /** Milliseconds of silence. */
  | { pause: number }
  | { wait: Promise<unknown> }
  /** The proper answer, as far as so many lines of it, or the rest. */
  | { answer: number | "rest" }
  /** A line in the proper answer under way. */
  | { line: unknown }
  /** `finish` ends the answer in good order and keeps the connection, `hang` leaves it to the client. */
  | { end: "fin" | "rst" | "hang" | "finish" };

export interface Fault {
  name: string;
  play: (request: LoggedRequest) => Iterable<Step> | AsyncIterable<Step>;
  /** Played when the request's head is here and its body is not read yet; without an `end` the request goes on. */
  isEarly?: boolean;
}

export interface FaultMatch {
  path?: string;
  /** The model in the request's body, as sent. */
  model?: string;
  when?: (request: LoggedRequest) => boolean;
  /** How many requests it meets. Default 1. */
  times?: number;
}

/** A scripted fault: how often it met a request, and a way to take it back. */
export interface Scripted {
  readonly met: number;
  remove: () => void;
}

export class FaultScript {
  #entries = new Set<{ fault: Fault; match: FaultMatch; met: number }>();

  add(fault: Fault, match: FaultMatch = {}): Scripted {
    const entry = { fault, match, met: 0 };
    this.#entries.add(entry);
    return {
      get met() {
        return entry.met;
      },
      remove: () => this.#entries.delete(entry),
    };
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The first fault meant for this request, taken off the list when it has met as many as it should. */
  take(request: LoggedRequest, isEarly: boolean): Fault | undefined {
    for (const entry of this.#entries) {
      const { fault, match } = entry;
      if ((fault.isEarly ?? false) !== isEarly || !isMeant(match, request)) continue;
      entry.met++;
      if (entry.met >= (match.times ?? 1)) this.#entries.delete(entry);
      return fault;
    }
    return undefined;
  }
}

/** `proceed` gives the proper answer. */
export async function playFault(
  fault: Fault,
  request: LoggedRequest,
  exchange: Exchange,
  proceed: () => Promise<void>,
): Promise<void> {
  let proper: Promise<void> | undefined;
  if (fault.isEarly) exchange.stopReading();
  for await (const step of fault.play(request)) {
    if (exchange.isOver) break;
    if ("end" in step) exchange.goOnReading();
    if ("answer" in step) {
      const reached = exchange.hold(step.answer === "rest" ? Infinity : step.answer);
      proper ??= proceed();
      await (step.answer === "rest" ? proper : Promise.race([reached, proper]));
    } else await playStep(step, exchange);
  }
  if (!fault.isEarly && !exchange.isOver) exchange.breakOff("fin");
  exchange.goOnReading();
  await proper;
}

async function playStep(step: Exclude<Step, { answer: unknown }>, exchange: Exchange): Promise<void> {
  if ("write" in step) {
    if (!exchange.raw(step.write)) await exchange.drained();
  } else if ("pause" in step) await pause(step.pause, exchange.gone);
  else if ("wait" in step) await Promise.race([step.wait, whenGone(exchange)]);
  else if ("line" in step) exchange.line(step.line);
  else if (step.end === "finish") exchange.finish();
  else if (step.end === "hang") await whenGone(exchange);
  else exchange.breakOff(step.end);
}

function whenGone({ gone }: Exchange): Promise<void> {
  if (gone.aborted) return Promise.resolve();
  return new Promise((resolve) => gone.addEventListener("abort", () => resolve(), { once: true }));
}

function isMeant({ path, model, when }: FaultMatch, request: LoggedRequest): boolean {
  return (path === undefined || path === request.path) &&
    (model === undefined || model === (request.body as { model?: unknown } | undefined)?.model) &&
    (when === undefined || when(request));
}
