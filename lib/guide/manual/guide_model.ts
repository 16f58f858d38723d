/** `guide:latest`: the one model of the product's own server. It is no language model, and says so. */
import type { ModelDefinition, Prompt } from "../models/definition.ts";
import { manualAnswers } from "./answer_question.ts";
import { documents } from "./documents.ts";
import { titleAsked } from "./title.ts";

export type Answer = (text: string, prompt: Prompt) => string | Iterable<string>;

export function guideModel(answer: Answer = defaultAnswer()): ModelDefinition {
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
    license: "The Guide is part of Chat WebUI and comes under its licence.",
    capabilities: ["completion"],
    reply: (prompt) => ({ content: restOf(answer(prompt.text, prompt), prompt) }),
  };
}

/** A conversation that ends with a reply begun earlier is gone on with. */
function restOf(whole: string | Iterable<string>, { messages }: Prompt): string | Iterable<string> {
  const last = messages.at(-1);
  const begun = last?.role === "assistant" ? last.content : "";
  return typeof whole === "string" && whole.startsWith(begun) ? whole.slice(begun.length) : whole;
}

function defaultAnswer(): Answer {
  const fromManual = manualAnswers(documents);
  return (text, prompt) => (prompt.kind === "generate" ? titleAsked(text) : undefined) ?? fromManual(prompt);
}
