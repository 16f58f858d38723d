/**
 * Does it fit: the memory a model takes for a chosen context, estimated before it is loaded.
 *
 * Weights as large as their file, a cache of keys and values that grows with the context (16 bits each), and
 * work space. Pure: figures in, figures out. What `ps` said of the same model goes before the formula.
 */

/** The figures of a model's metadata that its cache of keys and values is made of. */
export interface MemoryShape {
  layers: number;
  kvHeads: number;
  keyLength: number;
  valueLength: number;
  /** Layers beyond this many tokens keep no more (sliding window), or null. */
  slidingWindow: number | null;
  /** The context it asks for by itself (`num_ctx` among its parameters), where there is one. */
  ownContext?: number;
}

export interface MemoryFigures {
  sizeBytes: number;
  shape: MemoryShape | null;
  measured: { bytes: number; context: number } | null;
}

export interface MemoryEstimate {
  totalBytes: number;
  weightBytes: number;
  /** Null when the metadata does not say enough. */
  cacheBytes: number | null;
  source: "measured" | "metadata" | "size";
}

export interface FreeMemory {
  /** Null where there is no GPU or its figures are not known. */
  vramBytes: number | null;
  ramBytes: number | null;
}

export type Fit = "gpu" | "split" | "cpu" | "too_large" | "unknown";

const bytesPerValue = 2;
/** Graph and buffers of the runner: seen between 0.3 and 1 GB for common models. */
const workBytes = 400 * 1024 * 1024;
const workShare = 0.05;

export function estimateMemory(figures: MemoryFigures, context: number): MemoryEstimate {
  const weightBytes = figures.sizeBytes;
  const cacheBytes = figures.shape && cacheSize(figures.shape, context);
  if (figures.measured) {
    const { bytes, context: measuredContext } = figures.measured;
    if (measuredContext === context || cacheBytes === null) {
      return { totalBytes: bytes, weightBytes, cacheBytes, source: "measured" };
    }
    const change = cacheBytes - cacheSize(figures.shape!, measuredContext);
    return { totalBytes: Math.max(bytes + change, weightBytes), weightBytes, cacheBytes, source: "measured" };
  }
  const work = Math.min(workBytes, weightBytes) + weightBytes * workShare;
  return {
    totalBytes: Math.round(weightBytes + (cacheBytes ?? 0) + work),
    weightBytes,
    cacheBytes,
    source: cacheBytes === null ? "size" : "metadata",
  };
}

/** Where a model of this size would go. */
export function judgeFit(totalBytes: number, free: FreeMemory): Fit {
  const { vramBytes, ramBytes } = free;
  if (vramBytes !== null && totalBytes <= vramBytes) return "gpu";
  if (ramBytes === null) return "unknown";
  if (vramBytes !== null && vramBytes > 0 && totalBytes <= vramBytes + ramBytes) return "split";
  return totalBytes <= ramBytes ? "cpu" : "too_large";
}

/** From `show`'s model_info (GGUF metadata) and parameters; null when a figure is missing or no positive number. */
export function readMemoryShape(
  info: Record<string, unknown>,
  parameters: string | null = null,
): MemoryShape | null {
  const architecture = info["general.architecture"];
  const figure = (name: string) => positive(info[`${architecture}.${name}`]);
  const layers = figure("block_count");
  const heads = figure("attention.head_count");
  const width = figure("embedding_length");
  const kvHeads = figure("attention.head_count_kv") ?? heads;
  const headLength = width && heads ? width / heads : null;
  const keyLength = figure("attention.key_length") ?? headLength;
  const valueLength = figure("attention.value_length") ?? headLength;
  if (!layers || !kvHeads || !keyLength || !valueLength) return null;
  const ownContext = positive(Number(/^num_ctx\s+(\d{1,9})\s*$/m.exec(parameters ?? "")?.[1]));
  return {
    layers,
    kvHeads,
    keyLength,
    valueLength,
    slidingWindow: figure("attention.sliding_window"),
    ...ownContext !== null && { ownContext },
  };
}

/** With a sliding window some layers, never all, keep only the window; half is a cautious guess. */
function cacheSize(shape: MemoryShape, context: number): number {
  const perToken = shape.kvHeads * (shape.keyLength + shape.valueLength) * bytesPerValue;
  if (shape.slidingWindow === null) return shape.layers * perToken * context;
  const windowed = shape.layers / 2;
  const kept = Math.min(shape.slidingWindow, context);
  return (shape.layers - windowed) * perToken * context + windowed * perToken * kept;
}

/** Some architectures give a figure a layer: the largest is on the safe side. */
function positive(value: unknown): number | null {
  const figures = (Array.isArray(value) ? value : [value]).filter((item): item is number =>
    typeof item === "number" && Number.isFinite(item) && item > 0
  );
  return figures.length > 0 ? Math.max(...figures.slice(0, 10_000)) : null;
}
