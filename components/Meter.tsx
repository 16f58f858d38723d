/** How much of something limited is in use. */
import { formatCount } from "@/lib/shared/format.ts";

export interface MeterProps {
  label: string;
  value: number;
  max: number;
}

export function Meter({ label, value, max }: MeterProps) {
  return (
    <meter
      class="meter"
      aria-label={label}
      value={value}
      min={0}
      max={max}
      high={max * 0.9}
      title={`${label}: ${formatCount(value)} of ${formatCount(max)}`}
    >
      {formatCount(value)} of {formatCount(max)}
    </meter>
  );
}
