/** The machine's CPU, memory and GPUs over the last hour or day, as small plots. */
import { SmallPlot, type SmallPlotProps } from "@/components/metrics/SmallPlot.tsx";
import { formatBytes } from "@/lib/shared/format.ts";

export interface SystemFiguresProps {
  span: "hour" | "day";
  from: number;
  to: number;
  gapMs: number;
  plots: {
    kind: "cpu" | "memory" | "gpu" | "gpu_memory";
    /** Counted from 1 where there are several, else null. */
    gpu: number | null;
    /** The GPU's. */
    name?: string;
    points: SmallPlotProps["points"];
    top: number;
  }[];
}

const spans = [["hour", "Last hour"], ["day", "Last day"]] as const;

export function SystemFigures({ span, plots, ...frame }: SystemFiguresProps) {
  return (
    <section aria-labelledby="system-title" class="system">
      <div class="card-head">
        <h2 id="system-title">This computer</h2>
        <nav aria-label="Time shown" class="spans">
          {spans.map(([name, label]) => (
            <a key={name} href={`/models?span=${name}`} aria-current={name === span ? "true" : undefined}>
              {label}
            </a>
          ))}
        </nav>
      </div>
      {plots.length === 0
        ? (
          <p class="hint">
            No figures yet. They are taken each time Ollama is looked at, and kept for 30 days.
          </p>
        )
        : (
          <div class="small-plots">
            {plots.map(({ kind, gpu, name, points, top }) => (
              <SmallPlot
                key={`${kind} ${gpu}`}
                {...frame}
                title={titleOf(kind, gpu)}
                of={name}
                span={span === "day" ? "last day" : "last hour"}
                points={points}
                top={top}
                format={(value) => isMemory(kind) ? memoryWords(value, top) : `${Math.round(value)} %`}
              />
            ))}
          </div>
        )}
    </section>
  );
}

type Kind = SystemFiguresProps["plots"][number]["kind"];

function titleOf(kind: Kind, gpu: number | null): string {
  const which = gpu === null ? "GPU" : `GPU ${gpu}`;
  return { cpu: "CPU", memory: "Memory", gpu: which, gpu_memory: `${which} memory` }[kind];
}

function isMemory(kind: Kind): boolean {
  return kind === "memory" || kind === "gpu_memory";
}

/** `9.3 GB of 24.1 GB` */
function memoryWords(used: number, total: number): string {
  return `${formatBytes(used)} of ${formatBytes(total)}`;
}
