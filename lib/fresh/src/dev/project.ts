/** The project's deno.json: its JSX settings, and its import map. */
import { dirname, join } from "node:path";

export interface Project {
  /** The folder of deno.json. */
  dir: string;
  imports: Record<string, string>;
  jsxImportSource: string;
}

/** Reads the nearest deno.json; refuses settings with which pages would not come out right. */
export async function readProject(root: string): Promise<Project> {
  const { dir, config } = await findConfig(root);
  const { jsx, jsxImportSource, jsxPrecompileSkipElements = [] } = config.compilerOptions ?? {};
  if (jsxImportSource === undefined) {
    throw new Error(`compilerOptions.jsxImportSource is missing in ${dir}/deno.json: set it to "preact"`);
  }
  const missing = SKIPPED.filter((element) => !jsxPrecompileSkipElements.includes(element));
  if (jsx === "precompile" && missing.length > 0) {
    throw new Error(
      `compilerOptions.jsxPrecompileSkipElements in ${dir}/deno.json lacks ${missing.join(", ")}`,
    );
  }
  return { dir, imports: config.imports ?? {}, jsxImportSource };
}

// What the renderer has to see as elements.
const SKIPPED = [
  ...["a", "img", "source", "body", "html", "head", "title", "meta"],
  ...["script", "link", "style", "base", "noscript", "template"],
];

interface DenoConfig {
  imports?: Record<string, string>;
  compilerOptions?: {
    jsx?: string;
    jsxImportSource?: string;
    jsxPrecompileSkipElements?: string[];
  };
}

async function findConfig(root: string): Promise<{ dir: string; config: DenoConfig }> {
  for (let dir = root;; dir = dirname(dir)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      const text = await readIfThere(join(dir, name));
      if (text !== undefined) return { dir, config: JSON.parse(withoutComments(text)) };
    }
    if (dir === dirname(dir)) throw new Error(`There is no deno.json in ${root} or above`);
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Takes comments and trailing commas out of JSON, but not out of its strings. */
function withoutComments(json: string): string {
  const strings = /("(?:\\.|[^"\\])*")/.source;
  return json
    .replace(
      new RegExp(`${strings}|//[^\\n]*|/\\*[^]*?\\*/`, "g"),
      (_, text) => text ?? "",
    )
    .replace(new RegExp(`${strings}|,(?=\\s*[}\\]])`, "g"), (_, text) => text ?? "");
}
