/** What a page's main thread did, task by task, from Chromium's own trace. */
import type { Page } from "playwright-core";

export interface Task {
  /** Epoch milliseconds. */
  at: number;
  /** By the wall clock: also what other processes took away. */
  wallMs: number;
  cpuMs: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** The tasks of the page's main thread while `work` went on. */
export async function traceTasks(page: Page, work: () => Promise<void>): Promise<Task[]> {
  const browser = page.context().browser()!;
  const categories = ["toplevel", "disabled-by-default-devtools.timeline", "blink.user_timing"];
  await browser.startTracing(page, { categories });
  // Joins the trace's clock to ours, and tells which thread is the page's.
  const markedAt = await page.evaluate((name) => {
    performance.mark(name);
    return performance.timeOrigin + performance.now();
  }, markName);
  await work();
  const trace = JSON.parse(new TextDecoder().decode(await browser.stopTracing()));
  return readTasks(trace.traceEvents, markedAt);
}

const markName = "bench:begin";

function readTasks(events: TraceEvent[], markedAt: number): Task[] {
  const mark = events.find((event) => event.name === markName);
  if (!mark) throw new Error("The trace lacks its mark.");
  return events
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && pid === mark.pid && tid === mark.tid)
    .map(({ ts, dur = 0, tdur = 0 }) => ({
      at: markedAt + (ts - mark.ts) / 1000,
      wallMs: dur / 1000,
      cpuMs: tdur / 1000,
    }));
}
