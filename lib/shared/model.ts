/** A model of the configured Ollama, as the API shows it. */

export type ModelState = "unloaded" | "loading" | "loaded" | "unloading";

export interface Model {
  name: string;
  digest: string;
  size_bytes: number;
  modified_at: string | null;
  family: string | null;
  parameter_size: string | null;
  quantization: string | null;
  capabilities: string[];
  context_length: number | null;
  state: ModelState;
  vram_bytes: number | null;
  ram_bytes: number | null;
  loaded_context: number | null;
  expires_at: string | null;
  /** How many sessions use it. */
  sessions: number;
  pull: Pull | null;
}

export interface ModelList {
  items: Model[];
  refreshed_at: string | null;
  stale: boolean;
  error: string | null;
}

export interface PullProgress {
  name: string;
  status: string;
  digest: string | null;
  completed_bytes: number;
  total_bytes: number;
  percent: number;
  bytes_per_second: number | null;
  eta_seconds: number | null;
}

export interface Pull extends PullProgress {
  state: "queued" | "running" | "failed" | "interrupted";
  error: { code: string; message: string } | null;
  started_at: string;
}

/** Whether it can answer: embedding models cannot. */
export function isChatModel({ capabilities }: Pick<Model, "capabilities">): boolean {
  return capabilities.includes("completion") || !capabilities.includes("embedding");
}

/** Ollama's look-up form of a name: trimmed, lower case, with a tag. For comparing, not for showing. */
export function modelKey(name: string): string {
  const trimmed = name.trim().toLowerCase().replace(/^https?:\/\//, "")
    .replace(/^registry\.ollama\.ai\//, "").replace(/^library\//, "");
  const colon = trimmed.lastIndexOf(":");
  return colon > trimmed.lastIndexOf("/") ? trimmed : `${trimmed}:latest`;
}
