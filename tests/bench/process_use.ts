/** What another process has used, from Linux's /proc. */

/** User and system time of all its threads, to 10 ms. */
export function cpuMs(pid: number): number {
  // The name in parentheses may hold spaces: the fields are counted from its end.
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
}

export function residentMB(pid: number): number {
  return statusField(pid, "VmRSS");
}

/** The most it had since then counts from now on. */
export function forgetPeak(pid: number): void {
  Deno.writeTextFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** The most it ever had, or since `forgetPeak()`. */
export function peakResidentMB(pid: number): number {
  return statusField(pid, "VmHWM");
}

const msPerTick = 10;

function statusField(pid: number, name: string): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status) ?? [];
  if (kilobytes === undefined) throw new Error(`Process ${pid} has no ${name}.`);
  return Number(kilobytes) / 1000;
}
