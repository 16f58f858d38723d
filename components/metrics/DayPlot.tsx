/**
 * Values over days as a picture with axes: bars for one series, lines for several.
 *
 * The tables beside it say the same in figures. Series differ in their marks too, not in colour alone.
 */
import { axisFor } from "@/components/metrics/axis.ts";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatDay } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

export interface DayPlotProps {
  title: string;
  /** What the upright axis counts, such as `tokens`. */
  unit: string;
  /** As `2026-11-24`, oldest first. */
  days: string[];
  series: { name: string; values: (number | null)[] }[];
  kind: "bars" | "lines";
  format: (value: number) => string;
}

const width = 720;
const height = 220;
const inner = { left: 64, right: 20, top: 24, bottom: 26 };
const floor = height - inner.bottom;

export function DayPlot({ title, unit, days, series, kind, format }: DayPlotProps) {
  const texts = useTexts();
  const dayName = (day: string) => nameOf(day, texts);
  const values = series.flatMap(({ values }) => values).filter((value) => value !== null);
  if (values.length === 0) return null;
  const axis = axisFor(Math.max(...values));
  const band = (width - inner.left - inner.right) / days.length;
  const x = (index: number) => round(inner.left + band * (index + 0.5));
  const y = (value: number) => round(floor - value / axis.top * (floor - inner.top));
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <div class="table-scroll" role="region" aria-label={title} tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={describe({ title, days, series, format }, texts)}
        >
          <text class="plot-unit" x={0} y={10}>{unit}</text>
          {axis.ticks.map((tick) => (
            <g key={tick}>
              <line x1={inner.left} x2={width - inner.right} y1={y(tick)} y2={y(tick)} />
              <text x={inner.left - 8} y={y(tick) + 4} text-anchor="end">{format(tick)}</text>
            </g>
          ))}
          {days.map((day, index) =>
            (days.length - 1 - index) % Math.ceil(days.length / 7) === 0 && (
              <text key={day} x={x(index)} y={height - 6} text-anchor="middle">{dayName(day)}</text>
            )
          )}
          {series.map(({ name, values }, place) => (
            <g key={name} class={`series series-${place}`}>
              {kind === "lines" && <path d={pathOf(values, x, y)} />}
              {values.map((value, index) =>
                value !== null && (kind === "lines" || value > 0) && (
                  <Mark
                    key={index}
                    kind={kind === "bars" ? "bar" : place % 2 === 0 ? "dot" : "square"}
                    x={x(index)}
                    y={y(value)}
                    size={kind === "bars" ? band * 0.72 : 7}
                    text={`${dayName(days[index]!)}${kind === "lines" ? `, ${name}` : ""}: ${format(value)}`}
                  />
                )
              )}
            </g>
          ))}
        </svg>
      </div>
      {kind === "lines" && <Legend names={series.map(({ name }) => name)} />}
    </figure>
  );
}

interface MarkProps {
  kind: "bar" | "dot" | "square";
  x: number;
  y: number;
  size: number;
  text: string;
}

function Mark({ kind, x, y, size, text }: MarkProps) {
  const title = <title>{text}</title>;
  if (kind === "dot") return <circle cx={x} cy={y} r={size / 2}>{title}</circle>;
  const tall = kind === "bar" ? Math.max(1, floor - y) : size;
  const top = kind === "bar" ? floor - tall : y - size / 2;
  return (
    <rect
      x={round(x - size / 2)}
      y={round(top)}
      width={round(size)}
      height={round(tall)}
      rx={kind === "bar" ? 2 : 0}
    >
      {title}
    </rect>
  );
}

function Legend({ names }: { names: string[] }) {
  const { metrics } = useTexts();
  return (
    <ul class="plot-legend" aria-label={metrics.models}>
      {names.map((name, place) => (
        <li key={name}>
          <svg viewBox="0 0 22 10" aria-hidden="true" class={`series series-${place}`}>
            <path d="M0 5H22" />
            {place % 2 === 0
              ? <circle cx="11" cy="5" r="3.5" />
              : <rect x="7.5" y="1.5" width="7" height="7" />}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** A day without a value ends a line; the next one begins anew. */
function pathOf(
  values: (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let isDrawing = false;
  return values.map((value, index) => {
    if (value === null) {
      isDrawing = false;
      return "";
    }
    const step = `${isDrawing ? "L" : "M"}${x(index)} ${y(value)}`;
    isDrawing = true;
    return step;
  }).join("");
}

function describe(
  { title, days, series, format }: Pick<DayPlotProps, "title" | "days" | "series" | "format">,
  texts: Texts,
): string {
  const { span } = texts.metrics;
  const ends = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return "";
    return `${name}: ${fill(span, { from: format(Math.min(...known)), to: format(Math.max(...known)) })}`;
  });
  const time = fill(span, { from: nameOf(days[0]!, texts), to: nameOf(days.at(-1)!, texts) });
  return `${title}, ${time}. ${ends.filter(Boolean).join("; ")}.`;
}

/** `2026-11-24` → `24 Nov` */
function nameOf(day: string, { live: { format } }: Texts): string {
  const [year, month, date] = day.split("-").map(Number);
  return formatDay(new Date(year!, month! - 1, date), format);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
