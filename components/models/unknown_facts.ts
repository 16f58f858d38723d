/** What Ollama writes where it does not know. */
export const unknownFacts: ReadonlySet<string> = new Set(["0", "none", "unknown"]);
