/**
 * One loaded model: its slots, its size in memory and the time until it goes.
 *
 * Knows nothing of the other models; `onIdleEnd` frees its memory.
 */
import { Refusal } from "../wire/refusal.ts";
import type { InstalledModel } from "./library.ts";
import type { Want } from "./memory.ts";

interface RunnerOptions {
  now: () => number;
  keepAliveMs: number;
  parallel: number;
  freeGpuBytes: number;
  onIdleEnd: () => Promise<void>;
}

export class Runner {
  readonly model: InstalledModel;
  readonly contextLength: number;
  readonly bytes: number;
  readonly gpuBytes: number;
  readonly unloaded: Promise<void>;
  keepAliveMs: number;
  /** Milliseconds since the epoch; in the past while it is being unloaded. */
  expiresAt: number;
  #loadOptions: string;
  #options: RunnerOptions;
  #users = 1;
  #freeSlots: number;
  #slotQueue: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: "ready" | "unloading" = "ready";
  #markUnloaded!: () => void;

  /** Begins with one user: who loaded it. */
  constructor(want: Want, options: RunnerOptions) {
    const { size, bytesPerToken = 0 } = want.model.definition;
    this.model = want.model;
    this.contextLength = want.contextLength;
    this.bytes = Math.round(size * 1.05) + want.contextLength * bytesPerToken;
    this.gpuBytes = want.onGpu ? Math.min(this.bytes, options.freeGpuBytes) : 0;
    this.keepAliveMs = options.keepAliveMs;
    this.expiresAt = this.#expiry(options.now());
    this.unloaded = new Promise((resolve) => this.#markUnloaded = resolve);
    this.#loadOptions = want.loadOptions;
    this.#options = options;
    this.#freeSlots = options.parallel;
  }

  get isReady(): boolean {
    return this.#state === "ready";
  }

  get isIdle(): boolean {
    return this.#users === 0;
  }

  fits(want: Want): boolean {
    return want.contextLength === this.contextLength && want.loadOptions === this.#loadOptions;
  }

  /** One more user. It stays loaded until every user has left. */
  enter(keepAliveMs: number | undefined): void {
    this.#users++;
    clearTimeout(this.#timer);
    if (keepAliveMs !== undefined) this.keepAliveMs = keepAliveMs;
    if (this.keepAliveMs > 0) this.expiresAt = this.#expiry(this.#options.now());
  }

  async takeSlot(signal: AbortSignal): Promise<void> {
    if (this.#freeSlots === 0) return await this.#waitForSlot(signal);
    this.#freeSlots--;
  }

  /** Hands the slot to who waits longest. */
  leaveSlot(): void {
    const next = this.#slotQueue.shift();
    if (next) next();
    else this.#freeSlots++;
    this.leave();
  }

  leave(): void {
    this.#users--;
    if (this.#users > 0 || this.#state !== "ready") return;
    if (this.keepAliveMs <= 0) return this.#unload();
    this.expiresAt = this.#expiry(this.#options.now());
    const left = this.expiresAt - this.#options.now();
    if (left < longestTimerMs) this.#timer = setTimeout(() => this.expire(), left);
  }

  /** Unloads at once when idle, otherwise when its last user has left. */
  expire(): void {
    this.keepAliveMs = 0;
    this.expiresAt = Math.min(this.expiresAt, this.#options.now());
    if (this.isIdle && this.isReady) this.#unload();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #unload(): void {
    this.#state = "unloading";
    clearTimeout(this.#timer);
    this.#options.onIdleEnd().then(this.#markUnloaded);
  }

  #expiry(now: number): number {
    return now + Math.min(this.keepAliveMs, foreverMs);
  }

  #waitForSlot(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new Refusal(499, "request canceled"));
    return new Promise((resolve, reject) => {
      const take = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#slotQueue.splice(this.#slotQueue.indexOf(take), 1);
        reject(new Refusal(499, "request canceled"));
      };
      this.#slotQueue.push(take);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }
}

const longestTimerMs = 2 ** 31 - 1;
/** About 292 years, the longest a Go duration can be. */
const foreverMs = (2 ** 63) / 1e6;
