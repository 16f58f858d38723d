/** The machine's CPU, memory and GPUs over the last hour or day, as small plots. */
import { SmallPlot, type SmallPlotProps } from "@/components/metrics/SmallPlot.tsx";
import type { Texts } from "@/lib/texts/catalogue.ts";
import { useTexts } from "@/lib/texts/context.ts";
import { formatBytes } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

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

const spans = ["hour", "day"] as const;

export function SystemFigures({ span, plots, ...frame }: SystemFiguresProps) {
  const texts = useTexts();
  const { system } = texts;
  return (
    <section aria-labelledby="system-title" class="system">
      <div class="card-head">
        <h2 id="system-title">{system.title}</h2>
        <nav aria-label={system.spansTitle} class="spans">
          {spans.map((name) => (
            <a key={name} href={`/models?span=${name}`} aria-current={name === span ? "true" : undefined}>
              {system.spans[name]}
            </a>
          ))}
        </nav>
      </div>
      {plots.length === 0
        ? (
          <p class="hint">
            {system.none}
          </p>
        )
        : (
          <div class="small-plots">
            {plots.map(({ kind, gpu, name, points, top }) => (
              <SmallPlot
                key={`${kind} ${gpu}`}
                {...frame}
                title={titleOf(kind, gpu, system)}
                of={name}
                span={system.during[span]}
                points={points}
                top={top}
                format={(value) => isMemory(kind) ? memoryWords(value, top, texts) : `${Math.round(value)} %`}
              />
            ))}
          </div>
        )}
    </section>
  );
}

type Kind = SystemFiguresProps["plots"][number]["kind"];

function titleOf(kind: Kind, gpu: number | null, system: Texts["system"]): string {
  if (kind === "cpu" || kind === "memory") return system[kind];
  const which = gpu === null ? system.gpu : `${system.gpu} ${gpu}`;
  return kind === "gpu" ? which : fill(system.gpuMemory, { gpu: which });
}

function isMemory(kind: Kind): boolean {
  return kind === "memory" || kind === "gpu_memory";
}

/** `9.3 GB of 24.1 GB` */
function memoryWords(used: number, total: number, { live: { amount, format } }: Texts): string {
  return fill(amount, { part: formatBytes(used, format), whole: formatBytes(total, format) });
}
