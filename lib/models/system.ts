/**
 * The machine's figures: CPU, memory, GPUs. Sampled by the scheduler, kept for 30 days, read from the last sample.
 *
 * What cannot be read is null or absent, never an error: no nvidia-smi means no GPUs.
 */
import { cpus } from "node:os";
import type { Database } from "@/lib/db/database.ts";
import {
  type GpuBucketRow,
  insertSystemSample,
  removeSystemSamplesBefore,
  selectGpuBuckets,
  selectSystemBuckets,
  type SystemBucketRow,
} from "@/lib/db/system_samples.ts";
import { type Gpu, readGpus } from "./gpus.ts";

export interface SystemFigures {
  cpu_percent: number | null;
  memory_used_bytes: number | null;
  memory_total_bytes: number | null;
  gpus: Gpu[];
}

export interface SystemMonitor {
  /** The last sample; before the first one memory only. */
  read(): SystemFigures;
  /** Takes a sample and drops those older than 30 days. */
  sample(signal?: AbortSignal): Promise<void>;
  /** Averages over steps since a time, oldest first. */
  history(from: number, stepMs: number): SystemHistory;
}

export interface SystemHistory {
  machine: SystemBucketRow[];
  gpus: GpuBucketRow[];
}

export interface SystemOptions {
  db: Database;
  now: () => number;
  gpus?: (signal?: AbortSignal) => Promise<Gpu[]>;
  cpuTimes?: () => CpuTimes;
}

export interface CpuTimes {
  idle: number;
  total: number;
}

const keptMs = 30 * 24 * 60 * 60_000;

export function openSystemMonitor(
  { db, now, gpus = readGpus(now), cpuTimes = readCpuTimes }: SystemOptions,
): SystemMonitor {
  let before = cpuTimes();
  let last: SystemFigures | undefined;
  return {
    read: () => last ?? { cpu_percent: null, ...readMemory(), gpus: [] },
    async sample(signal) {
      const after = cpuTimes();
      const elapsed = after.total - before.total;
      const busy = elapsed > 0 ? 100 * (1 - (after.idle - before.idle) / elapsed) : null;
      before = after;
      last = {
        cpu_percent: busy === null ? last?.cpu_percent ?? null : oneDecimal(busy),
        ...readMemory(),
        gpus: await gpus(signal),
      };
      db.relaxed(() => {
        insertSystemSample(db, { at: now(), ...last!, gpus: JSON.stringify(last!.gpus) });
        removeSystemSamplesBefore(db, now() - keptMs);
      });
    },
    history: (from, stepMs) => ({
      machine: selectSystemBuckets(db, from, stepMs),
      gpus: selectGpuBuckets(db, from, stepMs),
    }),
  };
}

/** "Used" is what others cannot have: total less available. */
function readMemory(): { memory_used_bytes: number | null; memory_total_bytes: number | null } {
  const { total, available } = Deno.systemMemoryInfo();
  return { memory_used_bytes: total - available, memory_total_bytes: total };
}

function readCpuTimes(): CpuTimes {
  const sum = { idle: 0, total: 0 };
  for (const { times } of cpus()) {
    sum.idle += times.idle;
    sum.total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return sum;
}

function oneDecimal(value: number): number {
  return Math.round(Math.min(Math.max(value, 0), 100) * 10) / 10;
}
