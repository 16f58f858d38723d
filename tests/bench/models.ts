/** The models of the benchmarks' Guide: `{what}-{speed}`, so that one Guide serves every speed. */
import type { ModelDefinition } from "@/lib/guide/guide.ts";
import { epochMs } from "./clock.ts";
import { markdownTokens } from "./markdown_text.ts";

/** The question is the number of tokens. `clock`: each token is the time of its making. */
export const benchModels: ModelDefinition[] = [
  defineModel("clock-50", 50, clockTokens),
  defineModel("clock-100", 100, clockTokens),
  defineModel("words-full", Infinity, wordTokens),
  defineModel("markdown-100", 100, markdownTokens),
  defineModel("markdown-1000", 1000, markdownTokens),
  defineModel("markdown-full", Infinity, markdownTokens),
];

export type BenchModel =
  | "clock-50"
  | "clock-100"
  | "words-full"
  | "markdown-100"
  | "markdown-1000"
  | "markdown-full";

function defineModel(
  name: string,
  speed: number,
  tokens: (count: number) => Iterable<string>,
): ModelDefinition {
  return {
    name: `${name}:latest`,
    family: "bench",
    parameterSize: "0",
    parameterCount: 0,
    quantization: "none",
    contextLength: 131_072,
    embeddingLength: 0,
    size: 1,
    capabilities: ["completion"],
    speed,
    reply: ({ text }) => ({ content: tokens(Number(text)) }),
  };
}

function* clockTokens(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield ` ${epochMs().toFixed(3)}`;
}

function* wordTokens(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield ` word${index % 1000}`;
}
