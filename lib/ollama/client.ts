/**
 * The configured Ollama as typed calls: the one door to it. Its own JSON stops in the files beside this.
 *
 * Every failure is an Ollama…Error or a ModelNotFoundError with words for a person; an abort throws the
 * signal's reason.
 */
import { addressText } from "./address.ts";
import { generateText, type Patience, streamChat } from "./chat.ts";
import { askPs, askShow, askTags, askVersion, loadModel, pullModel, removeModel } from "./models.ts";
import type { OllamaAddress } from "./request.ts";

export interface Ollama {
  /** The configured address without a trailing slash. */
  readonly baseUrl: string;
  version(signal?: AbortSignal): Promise<string>;
  tags(signal?: AbortSignal): Promise<TaggedModel[]>;
  ps(signal?: AbortSignal): Promise<LoadedModel[]>;
  show(name: string, signal?: AbortSignal): Promise<ShownModel>;
  remove(name: string, signal?: AbortSignal): Promise<void>;
  /** Loads (or with keepAlive 0 unloads) without generating. */
  load(
    name: string,
    options: { keepAlive?: string | number; isEmbedding?: boolean },
    signal?: AbortSignal,
  ): Promise<void>;
  pull(name: string, options: { insecure?: boolean }, signal?: AbortSignal): AsyncGenerator<PullLine>;
  /** One batch a network read: several chunks that came together are one item. */
  chat(prompt: ChatPrompt, signal: AbortSignal): AsyncGenerator<ChatChunk[]>;
  generate(prompt: GeneratePrompt, signal?: AbortSignal): Promise<string>;
}

export interface OllamaOptions extends Partial<Patience> {
  /** Asked for each call, so that a new address counts at once. */
  address: () => OllamaAddress;
}

const loadingWithinMs = 15 * 60_000;

export function openOllama(
  { address, firstTokenMs = loadingWithinMs, idleMs = 120_000 }: OllamaOptions,
): Ollama {
  const patience = { firstTokenMs, idleMs };
  return {
    get baseUrl() {
      return addressText(address().url);
    },
    version: (signal) => askVersion(address(), signal),
    tags: (signal) => askTags(address(), signal),
    ps: (signal) => askPs(address(), signal),
    show: (name, signal) => askShow(address(), name, signal),
    remove: (name, signal) => removeModel(address(), name, signal),
    load: (name, options, signal) => loadModel(address(), name, options, signal),
    pull: (name, options, signal) => pullModel(address(), name, options, signal),
    chat: (prompt, signal) => streamChat(address(), prompt, patience, signal),
    generate: (prompt, signal) => generateText(address(), prompt, patience, signal),
  };
}

export interface TaggedModel {
  name: string;
  digest: string;
  sizeBytes: number;
  modifiedAt: string | null;
  family: string | null;
  parameterSize: string | null;
  quantization: string | null;
  /** undefined on servers that do not say it here (before 0.30). */
  capabilities?: string[];
  contextLength?: number;
  isCloud: boolean;
}

export interface LoadedModel {
  name: string;
  digest: string;
  sizeBytes: number;
  vramBytes: number;
  contextLength: number | null;
  expiresAt: string | null;
}

export interface ShownModel {
  capabilities: string[];
  contextLength: number | null;
  parameters: string | null;
  template: string | null;
  license: string | null;
  details: Record<string, unknown>;
  modelInfo: Record<string, unknown>;
}

export interface PullLine {
  status: string;
  digest?: string;
  total?: number;
  completed?: number;
}

export interface PromptMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  images?: string[];
  tool_calls?: unknown[];
}

export interface ChatPrompt {
  model: string;
  messages: PromptMessage[];
  options: Record<string, unknown>;
  think?: boolean | "low" | "medium" | "high";
  keepAlive?: string | number;
}

export interface GeneratePrompt {
  model: string;
  prompt: string;
  system?: string;
  options: Record<string, unknown>;
  think?: false;
  keepAlive?: string | number;
}

export interface ChatChunk {
  content: string;
  thinking: string;
  toolCalls: unknown[];
  /** Present on the last chunk. */
  done?: DoneFigures;
}

/** Counts and milliseconds; null where Ollama left the figure out. */
export interface DoneFigures {
  reason: string | null;
  totalMs: number | null;
  loadMs: number | null;
  promptTokens: number | null;
  promptEvalMs: number | null;
  completionTokens: number | null;
  evalMs: number | null;
}
