/** One model in full, asked now. */
import type { ShownModel } from "@/lib/ollama/client.ts";
import type { ModelDeps } from "./model_deps.ts";
import { parseModelName } from "./name.ts";

export interface ModelDescription {
  name: string;
  details: Record<string, unknown>;
  parameters: string | null;
  template: string | null;
  license: string | null;
  capabilities: string[];
  context_length: number | null;
}

export async function showModel({ catalog, ollama }: ModelDeps, text: string): Promise<ModelDescription> {
  const name = parseModelName(text);
  const known = catalog.peek(name);
  const shown = await (known ? catalog.details.read(known) : ollama.show(name));
  return toDescription(known?.name ?? name, shown);
}

function toDescription(name: string, shown: ShownModel): ModelDescription {
  const { details, parameters, template, license, capabilities, contextLength } = shown;
  return { name, details, parameters, template, license, capabilities, context_length: contextLength };
}
