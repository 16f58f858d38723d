/** GPUs as nvidia-smi tells them; none where it is absent, fails or takes too long. */
import { isAfter, withDeadline } from "./deadline.ts";

export interface Gpu {
  name: string;
  utilization_percent: number | null;
  memory_used_bytes: number | null;
  memory_total_bytes: number | null;
}

const answerMs = 3_000;
const retryMs = 60 * 60_000;
const question = [
  "--query-gpu=name,utilization.gpu,memory.used,memory.total",
  "--format=csv,noheader,nounits",
];

/** Where the program is absent it is looked for again only after an hour. */
export function readGpus(
  now: () => number,
  program = "nvidia-smi",
): (signal?: AbortSignal) => Promise<Gpu[]> {
  let failedAt: number | undefined;
  return async (signal) => {
    if (!isAfter(retryMs, failedAt, now())) return [];
    try {
      return parseGpus(await withDeadline(answerMs, [signal], (signal) => ask(program, signal)));
    } catch (error) {
      if (signal?.aborted) throw error;
      failedAt = now(); // no such program, no driver, or one that hangs
      return [];
    }
  };
}

/** A line a GPU, MiB for memory; `[N/A]` is not known. */
export function parseGpus(csv: string): Gpu[] {
  return csv.split("\n").filter((line) => line.trim() !== "").slice(0, 64).map((line) => {
    const fields = line.split(",").map((field) => field.trim());
    const [utilization, used, total] = fields.slice(-3).map(figure);
    return {
      name: fields.slice(0, -3).join(", ").slice(0, 200),
      utilization_percent: utilization ?? null,
      memory_used_bytes: mebibytes(used),
      memory_total_bytes: mebibytes(total),
    };
  });
}

async function ask(program: string, signal: AbortSignal): Promise<string> {
  const command = new Deno.Command(program, {
    args: question,
    // Not the whole environment: a password and a key may stand in it.
    clearEnv: true,
    env: kept(["PATH", "HOME", "LD_LIBRARY_PATH"]),
    stdin: "null",
    stdout: "piped",
    stderr: "null",
    signal,
  });
  const { success, stdout } = await command.output();
  signal.throwIfAborted();
  if (!success) throw new Error("nvidia-smi failed");
  return new TextDecoder().decode(stdout);
}

function kept(names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

function figure(text: string): number | null {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function mebibytes(figure: number | null | undefined): number | null {
  return figure === null || figure === undefined ? null : Math.round(figure * 1024 * 1024);
}
