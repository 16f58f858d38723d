/** A chat or generate request once all that can be refused by its form has been refused. */
import type { PromptMessage } from "../models/definition.ts";
import type { InstalledModel } from "../models/library.ts";
import type { Options, Think } from "./request_values.ts";

export interface Ask {
  kind: "chat" | "generate";
  /** The model's name as the client wrote it; answers repeat it. */
  name: string;
  model: InstalledModel;
  messages: readonly PromptMessage[];
  stream: boolean;
  think: Think;
  format: unknown;
  tools: readonly unknown[];
  options: Options;
  keepAliveMs: number | undefined;
  truncate: boolean;
  logprobs: boolean;
  /** Generate's `raw`: no template, no context in the answer. */
  raw: boolean;
}
