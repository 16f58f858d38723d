/**
 * Diagrams drawn one after the other by a worker, which is ended when one takes too long.
 *
 * Knows nothing of the page.
 */
import type { DiagramAnswer } from "@/lib/diagrams/worker.ts";

export type DrawnAnswer = Exclude<DiagramAnswer, "ready">;

export interface DiagramLimits {
  drawingMs: number;
  /** Until the worker has loaded what it draws with. */
  loadingMs: number;
  /** How long it waits for more. */
  restMs: number;
}

const LIMITS: DiagramLimits = { drawingMs: 2000, loadingMs: 30_000, restMs: 10_000 };

interface Job {
  source: string;
  resolve(answer: DrawnAnswer): void;
}

export class DiagramQueue {
  readonly #waiting: Job[] = [];
  #isWorking = false;
  #worker: Worker | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param address of the worker's script */
  constructor(readonly address: () => Promise<string>, readonly limits: DiagramLimits = LIMITS) {}

  draw(source: string): Promise<DrawnAnswer> {
    return new Promise((resolve) => {
      this.#waiting.push({ source, resolve });
      if (!this.#isWorking) this.#work();
    });
  }

  end(): void {
    clearTimeout(this.#rest);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #work(): Promise<void> {
    clearTimeout(this.#rest);
    this.#isWorking = true;
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) {
      job.resolve(await this.#ask(job.source));
    }
    this.#isWorking = false;
    this.#rest = setTimeout(() => this.end(), this.limits.restMs);
  }

  async #ask(source: string): Promise<DrawnAnswer> {
    const { drawingMs, loadingMs } = this.limits;
    if (!this.#worker) {
      const address = await this.address().catch(() => undefined); // the scripts of a former build may be gone
      if (address === undefined) return this.#giveUp("unknown");
      this.#worker = new Worker(address, { type: "module" });
      if (await answerOf(this.#worker, loadingMs) !== "ready") return this.#giveUp("unknown");
    }
    const answer = answerOf(this.#worker, drawingMs);
    this.#worker.postMessage(source);
    const result = await answer;
    return typeof result === "object" ? result : this.#giveUp("slow");
  }

  #giveUp(reason: "unknown" | "slow"): DrawnAnswer {
    this.end();
    return { problem: { reason } };
  }
}

/** The next one; undefined when there is none in time, or when the worker has failed. */
function answerOf(worker: Worker, ms: number): Promise<DiagramAnswer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    worker.onmessage = ({ data }) => {
      clearTimeout(timer);
      resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault(); // it is told of as a diagram's problem
      clearTimeout(timer);
      resolve(undefined);
    };
  });
}
