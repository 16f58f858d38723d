/** The Guide's knobs and their defaults: human speed for people, `atOnce` for tests. */
import type { ModelDefinition } from "./models/definition.ts";
import type { RegistryModel } from "./models/registry.ts";
import { samples } from "./models/samples.ts";

export interface GuideSettings {
  /** 0 picks a free one. */
  port: number;
  /** Decides the dialect too: below 0.30 it answers as 0.24 does. */
  version: string;
  /** Installed at the start, newest last. */
  models: readonly ModelDefinition[];
  /** What can be pulled. */
  registry: readonly RegistryModel[];
  /** Tokens a second; Infinity for as fast as the reader takes them. */
  speed: number;
  /** Tokens a second while the prompt is read. */
  promptSpeed: number;
  loadMs: number;
  unloadMs: number;
  /** Lines of a stream put into one network write. */
  linesPerWrite: number;
  /** The default `num_ctx`. */
  contextLength: number;
  gpuBytes: number;
  /** As OLLAMA_KEEP_ALIVE. */
  keepAlive: string | number;
  /** As OLLAMA_MAX_QUEUE. */
  maxQueue: number;
  /** As OLLAMA_MAX_LOADED_MODELS. */
  maxLoaded: number;
  /** As OLLAMA_NUM_PARALLEL. */
  parallel: number;
  /** Bytes a second of one pull. */
  pullSpeed: number;
  /** A model that repeats a token more often than this is cut off. */
  repeatLimit: number;
  cloud: "off" | "signed out";
  /** Fractional milliseconds since the epoch. */
  now: () => number;
  /** Keep what clients asked, for tests: the latest, up to some 64 MB of bodies. */
  recordRequests: boolean;
  /** Told of faults of the Guide itself; the client gets a 500, as from a panic of the real server. */
  report: (error: unknown) => void;
}

export const defaults: Omit<GuideSettings, "models"> = {
  port: 0,
  registry: samples,
  version: "0.33.0-rc2",
  speed: 36,
  promptSpeed: 1500,
  loadMs: 600,
  unloadMs: 150,
  linesPerWrite: 1,
  contextLength: 4096,
  gpuBytes: 8 * 1024 ** 3,
  keepAlive: "5m",
  maxQueue: 512,
  maxLoaded: 3,
  parallel: 1,
  pullSpeed: 40_000_000,
  repeatLimit: 30,
  cloud: "off",
  now: () => performance.timeOrigin + performance.now(),
  recordRequests: true,
  report: (error) => console.error("The Guide failed:", error),
};

/** For tests: nothing waits. */
export const atOnce = {
  speed: Infinity,
  promptSpeed: Infinity,
  loadMs: 0,
  unloadMs: 0,
  pullSpeed: Infinity,
} satisfies Partial<GuideSettings>;
