/** The metrics page: what the models have written lately, how fast, and what waiting for them cost. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { DayPlot } from "@/components/metrics/DayPlot.tsx";
import { FiguresTable } from "@/components/metrics/FiguresTable.tsx";
import { Totals } from "@/components/metrics/Totals.tsx";
import { formatCount, formatDuration, formatSpeed } from "@/lib/shared/format.ts";

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
  if (all.replies === 0) {
    return (
      <EmptyState icon="chart-column" title="No figures yet">
        <p>After the first reply its tokens, its speed and its waiting time are here.</p>
      </EmptyState>
    );
  }
  const columns = ["Replies", "Read", "Written", "Speed", "First token", "Loading"];
  return (
    <>
      <Totals figures={totalsOf(all, byModel)} />
      {byModel.length === 0 ? <p class="hint">No reply in the last 30 days.</p> : (
        <>
          <Plots days={days} byModel={byModel} byDay={byDay} />
          <FiguresTable caption="By model" columns={["Model", ...columns]} rows={byModel.map(toRow)} />
          <FiguresTable caption="By day" columns={["Day", ...columns]} rows={byDay.map(toRow)} />
          <FiguresTable
            caption="By model and day"
            columns={["Day, model", ...columns]}
            rows={byModelAndDay(days, byModel).map(toRow)}
          />
        </>
      )}
      <p class="hint">
        The totals count every reply; plots and tables the last 30 days, at most the newest 50,000 messages.
        Tokens are as Ollama counts them. Speed, first token and loading are medians: speed is of writing
        alone, the first token includes loading, and loading is of the replies that had to wait for it.
      </p>
    </>
  );
}

function Plots({ days, byModel, byDay }: Omit<MetricsViewProps, "all">) {
  const written = new Map(byDay.map(({ name, completion_tokens }) => [name, completion_tokens]));
  const lines = (pick: (figures: Figures) => number | null) =>
    byModel.slice(0, mostLines).map(({ name, byDay }) => ({
      name: name || "Unknown",
      values: byDay.map((figures) => figures && pick(figures)),
    }));
  return (
    <div class="plots">
      <DayPlot
        title="Tokens written a day"
        unit="tokens"
        kind="bars"
        days={days}
        series={[{ name: "Written", values: days.map((day) => written.get(day) ?? 0) }]}
        format={formatCount}
      />
      <DayPlot
        title="Speed of writing, median of a day"
        unit="tokens a second"
        kind="lines"
        days={days}
        series={lines(({ tokens_per_second }) => tokens_per_second)}
        format={(value) => String(Math.round(value * 10) / 10)}
      />
      <DayPlot
        title="Time to the first token, median of a day"
        unit="seconds"
        kind="lines"
        days={days}
        series={lines(({ time_to_first_token_ms: ms }) => ms === null ? null : ms / 1000)}
        format={(value) => String(Math.round(value * 100) / 100)}
      />
    </div>
  );
}

function totalsOf(all: MetricsViewProps["all"], byModel: NamedFigures[]) {
  const busiest = byModel.toSorted((a, b) => b.replies - a.replies)[0];
  return [
    { label: "Replies", value: formatCount(all.replies) },
    { label: "Tokens read", value: formatCount(all.prompt_tokens) },
    { label: "Tokens written", value: formatCount(all.completion_tokens) },
    { label: "Most used lately", value: busiest?.name || "–" },
  ];
}

/** Newest first. */
function byModelAndDay(days: string[], byModel: ModelFigures[]): NamedFigures[] {
  return days.flatMap((day, index) =>
    byModel.flatMap(({ name, byDay }) => {
      const figures = byDay[index];
      return figures ? [{ ...figures, name: `${day}, ${name || "Unknown"}` }] : [];
    })
  ).reverse();
}

function toRow(figures: NamedFigures) {
  const { name, tokens_per_second: speed, time_to_first_token_ms: first, load_ms, loads } = figures;
  return {
    name: name || "Unknown",
    cells: [
      formatCount(figures.replies),
      formatCount(figures.prompt_tokens),
      formatCount(figures.completion_tokens),
      speed === null ? "–" : formatSpeed(speed),
      first === null ? "–" : formatDuration(first),
      load_ms === null ? "–" : `${formatDuration(load_ms)} (${formatCount(loads)}×)`,
    ],
  };
}
