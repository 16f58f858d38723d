/** How much of something limited is in use. */
import { useLiveTexts } from "@/lib/texts/context.ts";
import { formatCount } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface MeterProps {
  label: string;
  value: number;
  max: number;
}

export function Meter({ label, value, max }: MeterProps) {
  const { amount, format } = useLiveTexts();
  const words = fill(amount, { part: formatCount(value, format), whole: formatCount(max, format) });
  return (
    <meter
      class="meter"
      aria-label={label}
      value={value}
      min={0}
      max={max}
      high={max * 0.9}
      title={`${label}: ${words}`}
    >
      {words}
    </meter>
  );
}
