/**
 * The models in memory: loading, slots, keep-alive and expiry, as Ollama's scheduler does them.
 *
 * Loads run one at a time from a bounded queue; a loaded model serves `parallel` requests at once and the others wait.
 */
import { Refusal } from "../wire/refusal.ts";
import type { InstalledModel } from "./library.ts";
import { weightsOf } from "./library.ts";
import { LoadQueue } from "./load_queue.ts";
import { pause } from "./pacer.ts";
import { Runner } from "./runner.ts";

export interface MemoryLimits {
  keepAliveMs: number;
  maxQueue: number;
  maxLoaded: number;
  parallel: number;
  loadMs: number;
  unloadMs: number;
  /** Bytes on GPUs; what does not fit runs on the CPU. */
  gpuBytes: number;
}

export interface Want {
  model: InstalledModel;
  contextLength: number;
  /** The other options that need a reload when they change, as one text. */
  loadOptions: string;
  onGpu: boolean;
  /** Undefined keeps the loaded model's. */
  keepAliveMs: number | undefined;
}

/** A place on a loaded model; `release` it when the answer is over. */
export interface Lease {
  runner: Runner;
  loadMs: number;
  release: () => void;
}

export class Memory {
  #runners = new Map<string, Runner>();
  #queue: LoadQueue;
  #limits: MemoryLimits;
  #now: () => number;
  #closed = new AbortController();

  constructor(limits: MemoryLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#queue = new LoadQueue(limits.maxQueue);
  }

  /** Longest remaining time first. */
  list(): Runner[] {
    return [...this.#runners.values()].sort((one, other) => other.expiresAt - one.expiresAt);
  }

  /** Rejects with the abort reason of `signal`, or a 503 when too many wait to be loaded. */
  async acquire(want: Want, signal: AbortSignal): Promise<Lease> {
    const started = performance.now();
    const key = weightsOf(want.model.definition);
    let runner = this.#fitting(key, want);
    if (runner) runner.enter(want.keepAliveMs);
    else runner = await this.#queue.run((inQueue) => this.#load(key, want, inQueue), signal);
    const loadMs = performance.now() - started;
    const loaded = runner;
    try {
      await loaded.takeSlot(signal);
    } catch (error) {
      loaded.leave();
      throw error;
    }
    return { runner: loaded, loadMs, release: () => loaded.leaveSlot() };
  }

  /** At once when idle, otherwise after the requests that run. */
  expire(model: InstalledModel): void {
    this.#runners.get(weightsOf(model.definition))?.expire();
  }

  close(): void {
    this.#closed.abort();
    for (const runner of this.#runners.values()) runner.dispose();
    this.#runners.clear();
  }

  #fitting(key: string, want: Want): Runner | undefined {
    const runner = this.#runners.get(key);
    return runner?.isReady && runner.fits(want) ? runner : undefined;
  }

  async #load(key: string, want: Want, signal: AbortSignal): Promise<Runner> {
    const ready = this.#fitting(key, want);
    if (ready) {
      ready.enter(want.keepAliveMs);
      return ready;
    }
    const former = this.#runners.get(key);
    if (former) await this.#evict(former, signal);
    while (this.#runners.size >= this.#limits.maxLoaded) await this.#evict(this.#mostIdle(), signal);
    const loadMs = want.model.definition.loadMs ?? this.#limits.loadMs;
    if (!await pause(loadMs, signal)) throw new Refusal(499, "request canceled");
    const runner: Runner = new Runner(want, {
      now: this.#now,
      keepAliveMs: want.keepAliveMs ?? this.#limits.keepAliveMs,
      parallel: this.#limits.parallel,
      freeGpuBytes: this.#freeGpuBytes(),
      onIdleEnd: () => this.#unload(key, runner),
    });
    this.#runners.set(key, runner);
    return runner;
  }

  async #evict(runner: Runner, signal: AbortSignal): Promise<void> {
    runner.expire();
    const gone = await Promise.race([runner.unloaded.then(() => true), aborted(signal)]);
    if (!gone) throw new Refusal(499, "request canceled");
  }

  #mostIdle(): Runner {
    const all = [...this.#runners.values()];
    const idle = all.filter((runner) => runner.isIdle);
    return (idle.length > 0 ? idle : all).reduce((least, runner) =>
      runner.keepAliveMs < least.keepAliveMs ? runner : least
    );
  }

  async #unload(key: string, runner: Runner): Promise<void> {
    await pause(this.#limits.unloadMs, this.#closed.signal);
    if (this.#runners.get(key) === runner) this.#runners.delete(key);
  }

  #freeGpuBytes(): number {
    const used = this.list().reduce((sum, runner) => sum + runner.gpuBytes, 0);
    return Math.max(0, this.#limits.gpuBytes - used);
  }
}

function aborted(signal: AbortSignal): Promise<false> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(false), { once: true }));
}
