/** The metrics page: what the models have written lately, how fast, and what waiting for them cost. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { DayPlot } from "@/components/metrics/DayPlot.tsx";
import { FiguresTable } from "@/components/metrics/FiguresTable.tsx";
import { Totals } from "@/components/metrics/Totals.tsx";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatCount, formatDuration, formatNumber, formatSpeed } from "@/lib/texts/format.ts";

interface Figures {
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
  tokens_per_second: number | null;
  time_to_first_token_ms: number | null;
  load_ms: number | null;
  loads: number;
}

type NamedFigures = Figures & { name: string };
type ModelFigures = NamedFigures & { byDay: (Figures | null)[] };

export interface MetricsViewProps {
  all: Pick<Figures, "replies" | "prompt_tokens" | "completion_tokens">;
  days: string[];
  byModel: ModelFigures[];
  byDay: NamedFigures[];
}

/** More lines than these cannot be told apart. */
const mostLines = 4;

export function MetricsView({ all, days, byModel, byDay }: MetricsViewProps) {
  const texts = useTexts();
  const { metrics } = texts;
  if (all.replies === 0) {
    return (
      <EmptyState icon="chart-column" title={metrics.none}>
        <p>{metrics.noneWhat}</p>
      </EmptyState>
    );
  }
  const columns = Object.values(metrics.columns);
  const rows = (figures: NamedFigures[]) => figures.map((each) => toRow(each, texts));
  return (
    <>
      <Totals figures={totalsOf(all, byModel, texts)} />
      {byModel.length === 0 ? <p class="hint">{metrics.noneLately}</p> : (
        <>
          <Plots days={days} byModel={byModel} byDay={byDay} />
          <FiguresTable
            caption={metrics.byModel}
            columns={[metrics.model, ...columns]}
            rows={rows(byModel)}
          />
          <FiguresTable caption={metrics.byDay} columns={[metrics.day, ...columns]} rows={rows(byDay)} />
          <FiguresTable
            caption={metrics.byModelAndDay}
            columns={[metrics.dayAndModel, ...columns]}
            rows={rows(byModelAndDay(days, byModel, metrics.unknown))}
          />
        </>
      )}
      <p class="hint">{metrics.explained}</p>
    </>
  );
}

function Plots({ days, byModel, byDay }: Omit<MetricsViewProps, "all">) {
  const { metrics, live: { format } } = useTexts();
  const { plots } = metrics;
  const written = new Map(byDay.map(({ name, completion_tokens }) => [name, completion_tokens]));
  const lines = (pick: (figures: Figures) => number | null) =>
    byModel.slice(0, mostLines).map(({ name, byDay }) => ({
      name: name || metrics.unknown,
      values: byDay.map((figures) => figures && pick(figures)),
    }));
  return (
    <div class="plots">
      <DayPlot
        title={plots.written}
        unit={plots.tokens}
        kind="bars"
        days={days}
        series={[{ name: metrics.columns.written, values: days.map((day) => written.get(day) ?? 0) }]}
        format={(value) => formatCount(value, format)}
      />
      <DayPlot
        title={plots.speed}
        unit={plots.tokensASecond}
        kind="lines"
        days={days}
        series={lines(({ tokens_per_second }) => tokens_per_second)}
        format={(value) => formatNumber(Math.round(value * 10) / 10, format)}
      />
      <DayPlot
        title={plots.firstToken}
        unit={plots.seconds}
        kind="lines"
        days={days}
        series={lines(({ time_to_first_token_ms: ms }) => ms === null ? null : ms / 1000)}
        format={(value) => formatNumber(Math.round(value * 100) / 100, format)}
      />
    </div>
  );
}

function totalsOf(
  all: MetricsViewProps["all"],
  byModel: NamedFigures[],
  { metrics, live: { format } }: Texts,
) {
  const busiest = byModel.toSorted((a, b) => b.replies - a.replies)[0];
  return [
    { label: metrics.columns.replies, value: formatCount(all.replies, format) },
    { label: metrics.tokensRead, value: formatCount(all.prompt_tokens, format) },
    { label: metrics.tokensWritten, value: formatCount(all.completion_tokens, format) },
    { label: metrics.mostUsed, value: busiest?.name || "–" },
  ];
}

/** Newest first. */
function byModelAndDay(days: string[], byModel: ModelFigures[], unknown: string): NamedFigures[] {
  return days.flatMap((day, index) =>
    byModel.flatMap(({ name, byDay }) => {
      const figures = byDay[index];
      return figures ? [{ ...figures, name: `${day}, ${name || unknown}` }] : [];
    })
  ).reverse();
}

function toRow(figures: NamedFigures, { metrics, live: { format } }: Texts) {
  const { name, tokens_per_second: speed, time_to_first_token_ms: first, load_ms, loads } = figures;
  return {
    name: name || metrics.unknown,
    cells: [
      formatCount(figures.replies, format),
      formatCount(figures.prompt_tokens, format),
      formatCount(figures.completion_tokens, format),
      speed === null ? "–" : formatSpeed(speed, format),
      first === null ? "–" : formatDuration(first, format),
      load_ms === null ? "–" : `${formatDuration(load_ms, format)} (${formatCount(loads, format)}×)`,
    ],
  };
}
