/** Where Ollama 0.30 and later answer otherwise than before. */
export interface Dialect {
  isNew: boolean;
  tagsTellCapabilities: boolean;
  showNotFoundAddsTag: boolean;
  refusesImagesWithoutVision: boolean;
  refusesEmbeddingOnCompletion: boolean;
  /** The runner's smallest context. */
  leastContext: number;
  tooLong: (tokens: number, context: number) => string;
  loadFailure: string;
  /** A layer that came in less than one interval gets no line. */
  quickLayersAreSilent: boolean;
}

export function dialectOf(version: string): Dialect {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = version === "0.0.0" || major > 0 || minor >= 30;
  return {
    isNew,
    tagsTellCapabilities: isNew,
    showNotFoundAddsTag: isNew,
    refusesImagesWithoutVision: isNew,
    refusesEmbeddingOnCompletion: isNew,
    leastContext: isNew ? 256 : 1,
    tooLong: isNew ? newTooLong : () => "the input length exceeds the context length",
    loadFailure: isNew ? "llama-server process has terminated" : "llama runner process has terminated",
    quickLayersAreSilent: isNew,
  };
}

function newTooLong(tokens: number, context: number): string {
  const message =
    `request (${tokens} tokens) exceeds the available context size (${context} tokens), try increasing it`;
  return JSON.stringify({
    error: { code: 400, message, type: "exceed_context_size_error", n_prompt_tokens: tokens, n_ctx: context },
  });
}
