/** Transforms of static files: those that the project registers, and build ids in CSS. */
import { isAbsolute, join, relative } from "node:path";
import { asset } from "../asset.ts";
import type { Bytes } from "../build.ts";
import type { ResolvedBuildConfig } from "./config.ts";

export interface OnTransformOptions {
  pluginName: string;
  /** For the absolute path. */
  filter: RegExp;
  /** Paths to leave alone: a pattern, a glob, or a part of the path. */
  exclude?: (string | RegExp)[];
}

export interface OnTransformArgs {
  /** Absolute. */
  path: string;
  text: string;
  content: Uint8Array;
  mode: "production" | "development";
  root: string;
  target: string | string[];
}

interface TransformResult {
  content: string | Uint8Array;
  /** Another one renames the file. */
  path?: string;
}

type TransformResults =
  | void
  | TransformResult
  | (TransformResult & { path: string })[];

export type TransformFn = (args: OnTransformArgs) => TransformResults | Promise<TransformResults>;

export interface TransformedFile {
  /** Below the static folder. */
  name: string;
  content: Bytes;
}

export class Transforms {
  readonly #list: { options: OnTransformOptions; fn: TransformFn }[] = [];

  add(options: OnTransformOptions, fn: TransformFn): void {
    this.#list.push({ options, fn });
  }

  /** Whether something may become of the file. */
  applyTo(path: string): boolean {
    return path.endsWith(".css") || this.#list.some(({ options }) => matches(options, path));
  }

  /** What is to be served in place of a file; undefined when it stays as it is. */
  async run(
    file: { dir: string; name: string },
    config: ResolvedBuildConfig,
    mode: "production" | "development",
  ): Promise<TransformedFile[] | undefined> {
    const path = join(file.dir, file.name);
    if (!this.applyTo(path)) return undefined;
    const original = await Deno.readFile(path);
    let files = [{ path, content: original }];
    for (const { options, fn } of this.#list) {
      const next = files.map(async ({ path, content }) => {
        if (!matches(options, path)) return [{ path, content }];
        const text = new TextDecoder().decode(content);
        const result = await fn({ path, content, text, mode, root: config.root, target: config.target });
        return normalized(result, path) ?? [{ path, content }];
      });
      files = (await Promise.all(next)).flat();
    }
    files = files.map(({ path, content }) =>
      path.endsWith(".css") ? { path, content: lockUrls(content) } : { path, content }
    );
    if (files.length === 1 && files[0]!.path === path && files[0]!.content === original) return undefined;
    return files.map(({ path, content }) => ({
      name: isAbsolute(path) ? relative(file.dir, path) : path,
      content,
    }));
  }
}

function matches({ filter, exclude = [] }: OnTransformOptions, path: string): boolean {
  if (path.search(filter) === -1) return false;
  return !exclude.some((pattern) =>
    typeof pattern === "string"
      ? pattern.includes("*") ? globPattern(pattern).test(path) : path.includes(pattern)
      : path.search(pattern) !== -1
  );
}

function globPattern(glob: string): RegExp {
  const pattern = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(
    /\*\*\/|\*\*|\*/g,
    (stars) => stars === "**/" ? "(?:.*/)?" : stars === "**" ? ".*" : "[^/]*",
  );
  return new RegExp(`(?:^|/)${pattern}$`);
}

function normalized(results: TransformResults, path: string) {
  if (!results) return undefined;
  return [results].flat().map((result) => ({
    path: result.path ?? path,
    content: typeof result.content === "string"
      ? new TextEncoder().encode(result.content)
      : result.content as Bytes,
  }));
}

/** `url(/…)` as `asset()` would have it; the same bytes when there is none. */
function lockUrls(content: Bytes): Bytes {
  const css = new TextDecoder().decode(content);
  const locked = css.replace(
    /\burl\(\s*(["']?)(\/[^"')\s]*)\1\s*\)/g,
    (_, quote, path) => `url(${quote}${asset(path)}${quote})`,
  );
  return locked === css ? content : new TextEncoder().encode(locked);
}
