/** Small sample models that the Guide's registry offers, so that a pull can be tried without a network. */
import type { ModelDefinition } from "./definition.ts";
import { publishable, type RegistryModel } from "./registry.ts";

export const samples: readonly RegistryModel[] = [
  publishable(sample("sample-echo:latest", ({ text }) => `You wrote: ${text}`), [24_000_000, 1_482, 96, 412]),
  publishable(sample("sample-shout:latest", ({ text }) => `${text.toUpperCase()}!`), [
    48_000_000,
    1_482,
    96,
    412,
  ]),
  publishable(
    sample("sample-backwards:latest", ({ text }) => [...text].reverse().join("")),
    [96_000_000, 1_482, 96, 412],
  ),
];

function sample(name: string, words: (prompt: { text: string }) => string): ModelDefinition {
  return {
    name,
    family: "sample",
    parameterSize: "0",
    parameterCount: 0,
    quantization: "none",
    contextLength: 8192,
    embeddingLength: 0,
    size: 0,
    bytesPerToken: 512,
    capabilities: ["completion"],
    license: "A sample without content, part of Chat WebUI.",
    reply: (prompt) => ({ content: words(prompt) }),
  };
}
