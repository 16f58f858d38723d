/** Table `system_samples`: the machine's CPU, memory and GPU figures, one row a sample. */
import type { Database } from "./database.ts";

export interface SystemSampleRow {
  /** Milliseconds since 1970. */
  at: number;
  cpu_percent: number | null;
  memory_used_bytes: number | null;
  memory_total_bytes: number | null;
  /** A JSON array of the GPUs. */
  gpus: string;
}

export interface SystemBucketRow {
  at: number;
  cpu_percent: number | null;
  memory_used_bytes: number | null;
  memory_total_bytes: number | null;
}

/** Of one GPU; `place` tells those of one name apart. */
export interface GpuBucketRow {
  at: number;
  place: number;
  name: string;
  utilization_percent: number | null;
  memory_used_bytes: number | null;
  memory_total_bytes: number | null;
}

export function insertSystemSample(db: Database, row: SystemSampleRow): void {
  db.run(
    `insert into system_samples (at, cpu_percent, memory_used_bytes, memory_total_bytes, gpus)
     values (?, ?, ?, ?, ?) on conflict (at) do nothing`,
    row.at,
    row.cpu_percent,
    row.memory_used_bytes,
    row.memory_total_bytes,
    row.gpus,
  );
}

export function removeSystemSamplesBefore(db: Database, at: number): number {
  return db.run("delete from system_samples where at < ?", at);
}

/** Averages over steps of `stepMs`, oldest first; steps without a sample are left out. */
export function selectSystemBuckets(db: Database, from: number, stepMs: number): SystemBucketRow[] {
  return db.all<SystemBucketRow>(
    `select at / step * step as at, avg(cpu_percent) as cpu_percent,
       cast(avg(memory_used_bytes) as integer) as memory_used_bytes,
       max(memory_total_bytes) as memory_total_bytes
     from system_samples, (select cast(? as integer) as step)
     where at >= ? group by at / step order by at`,
    stepMs,
    from,
  );
}

/** The same of each GPU. */
export function selectGpuBuckets(db: Database, from: number, stepMs: number): GpuBucketRow[] {
  return db.all<GpuBucketRow>(
    `select at / step * step as at, gpu.key as place, max(gpu.value ->> 'name') as name,
       avg(gpu.value ->> 'utilization_percent') as utilization_percent,
       cast(avg(gpu.value ->> 'memory_used_bytes') as integer) as memory_used_bytes,
       max(gpu.value ->> 'memory_total_bytes') as memory_total_bytes
     from system_samples, (select cast(? as integer) as step), json_each(gpus) as gpu
     where at >= ? and gpus <> '[]' group by at / step, gpu.key order by at`,
    stepMs,
    from,
  );
}
