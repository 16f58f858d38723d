/** Model names by Ollama's grammar: `[host/][namespace/]model[:tag]`, read from the right. */
export interface ModelName {
  host: string;
  namespace: string;
  model: string;
  tag: string;
  /** Set by a `:cloud` or `-cloud` tag, or by a `:local` suffix. */
  source: "cloud" | "local" | undefined;
}

/** The text is no model name; `message` is the server's own. */
export class NameError extends Error {
  override name = "NameError";
}

export function parseName(text: string): ModelName {
  const trimmed = text.trim();
  const { bare, source } = takeSource(trimmed);
  const { rest, tag } = takeTag(bare.replace(/^[a-z]+:\/\//i, ""));
  const model = rest.slice(rest.lastIndexOf("/") + 1);
  const before = rest.includes("/") ? rest.slice(0, rest.lastIndexOf("/")) : undefined;
  const namespace = before?.slice(before.lastIndexOf("/") + 1) ?? "library";
  const host = before?.includes("/") ? before.slice(0, before.lastIndexOf("/")) : "registry.ollama.ai";
  const fits = grammar.host.test(host) && grammar.namespace.test(namespace) && grammar.model.test(model) &&
    grammar.model.test(tag);
  if (!fits) throw new NameError("invalid model name");
  return { host, namespace, model, tag, source };
}

/** As `/api/tags` shows it: default host and namespace dropped, the tag always there. */
export function shownName({ host, namespace, model, tag }: ModelName): string {
  const name = `${model}:${tag}`;
  if (host !== "registry.ollama.ai") return `${host}/${namespace}/${name}`;
  return namespace === "library" ? name : `${namespace}/${name}`;
}

export function fullName({ host, namespace, model, tag }: ModelName): string {
  return `${host}/${namespace}/${model}:${tag}`;
}

/** Equal for names that mean the same model. */
export function nameKey(name: ModelName): string {
  return fullName(name).toLowerCase();
}

const grammar = {
  host: /^[\p{L}\p{N}_][\p{L}\p{N}_\-.:]{0,349}$/u,
  namespace: /^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$/,
  model: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/,
};

function takeSource(text: string): { bare: string; source: ModelName["source"] } {
  const isLocal = /:local$/i.test(text);
  const bare = isLocal ? text.slice(0, -":local".length) : text;
  const isCloud = /(:|:[^/:]*-)cloud$/i.test(bare);
  if (isLocal && isCloud) {
    throw new NameError(`use either :local or :cloud, not both: ${JSON.stringify(text)}`);
  }
  return { bare, source: isLocal ? "local" : isCloud ? "cloud" : undefined };
}

function takeTag(text: string): { rest: string; tag: string } {
  const colon = text.lastIndexOf(":");
  if (colon <= text.lastIndexOf("/")) return { rest: text, tag: "latest" };
  return { rest: text.slice(0, colon), tag: text.slice(colon + 1) };
}
