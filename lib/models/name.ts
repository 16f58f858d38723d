/**
 * Ollama's grammar of model names: `[host/][namespace/]model[:tag]`, read from the right.
 *
 * Everything that goes to a program or into a request path passes here first; a name that begins with `-`
 * would be a flag.
 */
import { InvalidInputError } from "@/lib/errors.ts";

const part = (characters: string, length: number) =>
  new RegExp(`^[A-Za-z0-9_][A-Za-z0-9_${characters}]{0,${length - 1}}$`);
const host = part(".:\\-", 350);
const namespace = part("\\-", 80);
const model = part(".\\-", 80);
const tag = part(".\\-", 80);

export function isModelName(name: string): boolean {
  const parts = name.split("/");
  if (parts.length > 3) return false;
  const last = parts.pop()!;
  const colon = last.indexOf(":");
  if (!model.test(colon < 0 ? last : last.slice(0, colon))) return false;
  if (colon >= 0 && !tag.test(last.slice(colon + 1))) return false;
  const owner = parts.pop();
  if (owner !== undefined && !namespace.test(owner)) return false;
  const server = parts.pop();
  return server === undefined || host.test(server);
}

/** Trimmed as Ollama does since 0.18, without a scheme (a pull drops it too); throws InvalidInputError. */
export function parseModelName(text: string): string {
  const name = text.trim().replace(/^https?:\/\//, "");
  if (isModelName(name)) return name;
  throw new InvalidInputError("This is no model name. Ollama's names look like llama3.2 or user/model:tag.", [
    { path: "name", message: "must be [host/][namespace/]model[:tag] of letters, digits, _ - and ." },
  ]);
}
