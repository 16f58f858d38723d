/** The metrics page: what the models have written, per model and per day. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { DayChart } from "@/components/metrics/DayChart.tsx";
import { FiguresTable } from "@/components/metrics/FiguresTable.tsx";
import { Totals } from "@/components/metrics/Totals.tsx";
import { formatCount, formatDuration, formatSpeed } from "@/lib/shared/format.ts";

interface Figures {
  name: string;
  replies: number;
  prompt_tokens: number;
  completion_tokens: number;
  tokens_per_second: number | null;
  time_to_first_token_ms: number | null;
}

export function MetricsView({ byModel, byDay }: { byModel: Figures[]; byDay: Figures[] }) {
  if (byModel.length === 0) {
    return (
      <EmptyState icon="chart-column" title="No figures yet">
        <p>After the first reply its tokens, its speed and its waiting time are here.</p>
      </EmptyState>
    );
  }
  const columns = ["Replies", "Read", "Written", "Speed", "First token"];
  return (
    <>
      <Totals figures={totalsOf(byModel)} />
      <DayChart days={byDay} />
      <FiguresTable caption="By model" columns={["Model", ...columns]} rows={byModel.map(toRow)} />
      <FiguresTable caption="By day" columns={["Day", ...columns]} rows={byDay.map(toRow)} />
      <p class="hint">
        Tokens as Ollama counts them. Speed is of writing alone; the first token includes loading.
      </p>
    </>
  );
}

function totalsOf(byModel: Figures[]) {
  const sum = (pick: (figures: Figures) => number) => byModel.reduce((total, each) => total + pick(each), 0);
  const busiest = byModel.toSorted((a, b) => b.replies - a.replies)[0]!;
  return [
    { label: "Replies", value: formatCount(sum((each) => each.replies)) },
    { label: "Tokens read", value: formatCount(sum((each) => each.prompt_tokens)) },
    { label: "Tokens written", value: formatCount(sum((each) => each.completion_tokens)) },
    { label: "Most used", value: busiest.name || "Unknown" },
  ];
}

function toRow(figures: Figures) {
  const { name, replies, prompt_tokens, completion_tokens, tokens_per_second, time_to_first_token_ms } =
    figures;
  return {
    name: name || "Unknown",
    cells: [
      formatCount(replies),
      formatCount(prompt_tokens),
      formatCount(completion_tokens),
      tokens_per_second === null ? "–" : formatSpeed(tokens_per_second),
      time_to_first_token_ms === null ? "–" : formatDuration(time_to_first_token_ms),
    ],
  };
}
