/** When Ollama is looked at by itself, as health tells it. */
export interface SchedulerStatus {
  status: "running" | "stopped";
  interval_seconds: number;
  last_run_at: string | null;
  next_run_at: string | null;
  last_error: string | null;
}

/** Nothing is looked at by itself: before the jobs have begun. */
export const notScheduled: SchedulerStatus = {
  status: "stopped",
  interval_seconds: 0,
  last_run_at: null,
  next_run_at: null,
  last_error: null,
};
