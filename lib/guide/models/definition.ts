/** What a model is: its description for `/api/show` and how it answers. */

export interface ModelDefinition {
  /** Shown name with its tag: `tiny-chat:latest`. */
  name: string;
  /** Names the weights; models with the same value share one runner. Default: the name. */
  weights?: string;
  family: string;
  parameterSize: string;
  parameterCount: number;
  quantization: string;
  contextLength: number;
  embeddingLength: number;
  /** Bytes on disk. */
  size: number;
  /** Bytes of memory for each token of context. Default 0. */
  bytesPerToken?: number;
  capabilities: readonly string[];
  system?: string;
  template?: string;
  license?: string;
  parameters?: Record<string, number | string | readonly string[]>;
  /** Set for a stub that runs at ollama.com. */
  remote?: { host: string; model: string };
  /** Where a tool call stands in the stream: its own line (Go template) or the last one (GGUF template). */
  toolPath?: "template" | "gguf";
  /** Overrides the server's. */
  loadMs?: number;
  /** Tokens a second; overrides the server's. */
  speed?: number;
  reply: (prompt: Prompt) => Reply | Promise<Reply>;
}

export interface Prompt {
  kind: "chat" | "generate";
  model: string;
  /** With the system text first, after truncation. */
  messages: readonly PromptMessage[];
  /** The last user message, or generate's prompt. */
  text: string;
  tools: readonly unknown[];
  format: unknown;
  options: Readonly<Record<string, unknown>>;
}

export interface PromptMessage {
  role: string;
  content: string;
  thinking?: string;
  images?: readonly string[];
  tool_calls?: readonly unknown[];
  tool_name?: string;
}

/** A string is split into tokens; an iterable is taken as tokens, each asked for when it is due. */
export interface Reply {
  thinking?: string | Iterable<string>;
  content: string | Iterable<string>;
  toolCalls?: readonly { name: string; arguments: Record<string, unknown> }[];
}
