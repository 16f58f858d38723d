/** The memory that a model needs or has, in words. */
import type { Texts } from "@/lib/texts/catalogue.ts";
import { formatBytes, formatCount } from "@/lib/texts/format.ts";
import { fill } from "@/lib/texts/text.ts";

/** What it would take to load it. */
export interface ModelNeed {
  bytes: number;
  /** Null where it is not known how much the context takes. */
  context: number | null;
  fit: "gpu" | "split" | "cpu" | "too_large" | "unknown";
}

/** Why a loaded one is slower or sees less than it could. */
export interface LoadedShortfall {
  askedContext: number | null;
  isSplit: boolean;
  contextForGpu: number | null;
}

export function needWords({ bytes, context, fit }: ModelNeed, texts: Texts): string {
  const { models, live: { format } } = texts;
  const amount = formatBytes(bytes, format);
  const need = context === null
    ? fill(models.needsMore, { bytes: amount })
    : fill(models.needs, { bytes: amount, n: formatCount(context, format) });
  return fit === "unknown" ? need : `${need}, ${models.fit[fit]}`;
}

export function shortfallWords(
  { askedContext, isSplit, contextForGpu }: LoadedShortfall,
  { models, live: { format } }: Texts,
): string {
  return [
    askedContext !== null && fill(models.lessContext, { n: formatCount(askedContext, format) }),
    isSplit && models.split,
    contextForGpu !== null && fill(models.contextForGpu, { n: formatCount(contextForGpu, format) }),
  ].filter(Boolean).join(" ");
}
