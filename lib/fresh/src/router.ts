/** Finds the route for a path. Knows nothing of what is done with it. */
import { type Method, METHODS } from "./route.ts";

interface Entry<T> {
  path: string;
  methods: Map<string, T>;
}

interface PatternEntry<T> extends Entry<T> {
  pattern: URLPattern;
  /** What each matching path begins with; cheaper to test than the pattern. */
  prefix: string;
}

export interface RouteMatch<T> {
  /** The registered path. */
  path: string;
  params: Record<string, string>;
  methods: Map<string, T>;
}

export class Router<T> {
  #literals = new Map<string, Entry<T>>();
  #patterns = new Map<string, PatternEntry<T>>();

  /** The first registration of a path and method wins. */
  add(path: string, methods: "ALL" | readonly Method[], value: T): void {
    const { methods: known } = isLiteral(path) ? this.#literal(path) : this.#pattern(path);
    for (const method of methods === "ALL" ? METHODS : methods) {
      if (!known.has(method)) known.set(method, value);
    }
  }

  match(pathname: string): RouteMatch<T> | undefined {
    const literal = this.#literals.get(pathname) ?? this.#literals.get(otherSlashForm(pathname));
    if (literal) return { path: literal.path, params: noParams(), methods: literal.methods };
    for (const { path, methods, pattern, prefix } of this.#patterns.values()) {
      if (!pathname.startsWith(prefix)) continue;
      const groups = pattern.exec({ pathname })?.pathname.groups;
      if (groups) return { path, methods, params: decodeGroups(groups) };
    }
    return undefined;
  }

  #literal(path: string): Entry<T> {
    const key = new URL(path, "http://localhost").pathname;
    const entry = this.#literals.get(key) ?? { path, methods: new Map() };
    this.#literals.set(key, entry);
    return entry;
  }

  #pattern(path: string): PatternEntry<T> {
    const entry = this.#patterns.get(path) ??
      { path, methods: new Map(), pattern: new URLPattern({ pathname: path }), prefix: literalPrefix(path) };
    this.#patterns.set(path, entry);
    return entry;
  }
}

function isLiteral(path: string): boolean {
  return !/[*:{}+?()]/.test(path);
}

/** Without its last slash, which an optional group takes along. */
function literalPrefix(path: string): string {
  const [prefix = ""] = /^[\w\-./~]*/.exec(path) ?? [];
  return prefix.replace(/\/$/, "");
}

function otherSlashForm(pathname: string): string {
  return pathname.endsWith("/") ? pathname.slice(0, -1) : pathname + "/";
}

function noParams(): Record<string, string> {
  return Object.create(null);
}

function decodeGroups(groups: Record<string, string | undefined>): Record<string, string> {
  const params = noParams();
  for (const [name, value] of Object.entries(groups)) params[name] = decode(value ?? "");
  return params;
}

function decode(value: string): string {
  try {
    return decodeURI(value);
  } catch (error) {
    if (error instanceof URIError) return value; // a malformed escape stays as it was sent
    throw error;
  }
}
