/** `guide:latest`: the one model of the product's own server. It is no language model, and says so. */
import type { ModelDefinition } from "../models/definition.ts";

export function guideModel(
  answer: (prompt: string) => string | Iterable<string> = () => "…",
): ModelDefinition {
  return {
    name: "guide:latest",
    family: "guide",
    parameterSize: "0",
    parameterCount: 0,
    quantization: "none",
    contextLength: 8192,
    embeddingLength: 0,
    size: 1_048_576,
    bytesPerToken: 512,
    capabilities: ["completion"],
    reply: ({ text }) => ({ content: answer(text) }),
  };
}
