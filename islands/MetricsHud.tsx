/** Figures of the last reply, live while one streams. */
import type { Metrics } from "@/lib/shared/message.ts";

export interface MetricsHudProps {
  /** Of the newest reply on the current branch. */
  metrics: Metrics | null;
}

export default function MetricsHud(_props: MetricsHudProps) {
  return <section aria-label="Metrics"></section>;
}
