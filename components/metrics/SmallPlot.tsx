/**
 * One value over a stretch of time as a small picture: a line on a scale from nothing to the most there can be.
 *
 * What it shows is said in words too: the last value beside the title, the range in the picture's label.
 */
import { useTexts } from "@/lib/texts/context.ts";
import { fill } from "@/lib/texts/text.ts";

export interface SmallPlotProps {
  title: string;
  /** What it is of, where the title does not say it. */
  of?: string;
  /** Which stretch of time: `last hour`. */
  span: string;
  /** In ms since 1970. */
  from: number;
  to: number;
  /** Oldest first, at least one. */
  points: { at: number; value: number }[];
  /** Points further apart (ms) are not joined. */
  gapMs: number;
  top: number;
  format: (value: number) => string;
}

const width = 240;
const height = 56;
/** Room for half a line. */
const edge = 2;

export function SmallPlot({ title, of, span, points, format, ...frame }: SmallPlotProps) {
  const { metrics } = useTexts();
  const runs = joined(points, frame.gapMs).map((run) => run.map((point) => place(point, frame)));
  const values = points.map(({ value }) => value);
  const range = fill(metrics.span, { from: format(Math.min(...values)), to: format(Math.max(...values)) });
  return (
    <figure class="small-plot" title={of}>
      <figcaption>
        <strong>{title}</strong>
        {format(values.at(-1)!)}
      </figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${of ? `${title} (${of})` : title}, ${span}: ${range}`}
      >
        <g class="series series-0">
          {runs.map((run) => <path key={run[0]} class="series-area" d={`${lineOf(run)}${floorOf(run)}`} />)}
          {runs.map((run) => <path key={run[0]} vector-effect="non-scaling-stroke" d={lineOf(run)} />)}
        </g>
      </svg>
    </figure>
  );
}

type Place = [x: number, y: number];

function joined(points: SmallPlotProps["points"], gapMs: number): SmallPlotProps["points"][] {
  const runs: SmallPlotProps["points"][] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before && point.at - before.at <= gapMs) runs.at(-1)!.push(point);
    else runs.push([point]);
  });
  return runs;
}

function place(
  { at, value }: SmallPlotProps["points"][number],
  { from, to, top }: Pick<SmallPlotProps, "from" | "to" | "top">,
): Place {
  const x = Math.min(1, Math.max(0, (at - from) / (to - from))) * width;
  const y = height - edge - Math.min(1, value / top) * (height - 2 * edge);
  return [round(x), round(y)];
}

/** One point alone is a line of no length: its round ends make a dot. */
function lineOf(run: Place[]): string {
  const [[x, y], ...rest] = run as [Place, ...Place[]];
  return `M${x} ${y}${rest.length === 0 ? "h0" : rest.map(([x, y]) => `L${x} ${y}`).join("")}`;
}

function floorOf(run: Place[]): string {
  return `L${run.at(-1)![0]} ${height}L${run[0]![0]} ${height}Z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
