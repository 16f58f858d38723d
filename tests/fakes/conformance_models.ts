/** The models that tests/conformance and other tests name: tiny ones, each with one ability. */
import type { ModelDefinition, Prompt } from "@/lib/guide/models/definition.ts";

const tiny = {
  family: "llama",
  parameterSize: "213K",
  parameterCount: 213_000,
  quantization: "F16",
  contextLength: 2048,
  embeddingLength: 288,
  size: 435_474,
  bytesPerToken: 2304,
  template: "{{ range .Messages }}<|{{ .Role }}|>\n{{ .Content }}<|end|>\n{{ end }}<|assistant|>\n",
  parameters: { stop: ["<|end|>"] },
} satisfies Partial<ModelDefinition>;

export const conformanceModels: readonly ModelDefinition[] = [
  {
    ...tiny,
    name: "tiny-chat:latest",
    system: "You are a tiny test model.",
    capabilities: ["completion"],
    reply: ({ format }) => ({ content: format ? '{"answer": 4}' : " Hello there, I am a tiny test model." }),
  },
  {
    ...tiny,
    name: "tiny-think:latest",
    capabilities: ["completion", "thinking"],
    reply: () => ({ thinking: "First let me ponder", content: "The answer is four." }),
  },
  { ...tiny, name: "tiny-tool:latest", capabilities: ["completion", "tools"], reply: callWeather },
  {
    ...tiny,
    name: "jin-tool:latest",
    capabilities: ["completion", "tools"],
    toolPath: "gguf",
    reply: callWeather,
  },
  {
    ...tiny,
    name: "tiny-endless:latest",
    capabilities: ["completion"],
    reply: () => ({ content: counting() }),
  },
  {
    ...tiny,
    name: "tiny-stuck:latest",
    capabilities: ["completion"],
    reply: () => ({ content: repeating() }),
  },
  {
    ...tiny,
    name: "tiny-emb:latest",
    family: "bert",
    capabilities: ["embedding"],
    reply: () => ({ content: "" }),
  },
];

/** A model that runs at ollama.com. */
export const cloudStub: ModelDefinition = {
  ...tiny,
  name: "tiny-remote:cloud",
  size: 384,
  capabilities: ["completion"],
  remote: { host: "https://ollama.com:443", model: "tiny-remote" },
  reply: () => ({ content: "" }),
};

function callWeather(_: Prompt) {
  return { content: "", toolCalls: [{ name: "get_weather", arguments: { city: "Paris" } }] };
}

function* counting(): Generator<string> {
  for (let count = 0;; count++) yield ` word${count}`;
}

function* repeating(): Generator<string> {
  while (true) yield " again";
}
