/** Tokens written a day as bars, the oldest first. The table below says the same in figures. */
import { formatTokens } from "@/lib/shared/format.ts";

export interface DayChartProps {
  /** Newest first. */
  days: { name: string; completion_tokens: number }[];
}

const width = 720;
const height = 120;
const gap = 3;

export function DayChart({ days }: DayChartProps) {
  const most = Math.max(1, ...days.map((day) => day.completion_tokens));
  const step = width / Math.max(14, days.length);
  return (
    <svg class="day-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label="Tokens written a day">
      {days.toReversed().map(({ name, completion_tokens }, index) => {
        const tall = Math.max(2, completion_tokens / most * (height - 4));
        return (
          <rect key={name} x={index * step} y={height - tall} width={step - gap} height={tall} rx="2">
            <title>{name}: {formatTokens(completion_tokens)}</title>
          </rect>
        );
      })}
    </svg>
  );
}
