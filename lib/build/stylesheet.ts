/** The style sheet: Tailwind's entry static/styles.css as the CSS that the pages use. */
import { compile, optimize } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import { dirname } from "node:path";

export interface StylesheetOptions {
  /** Absolute; what it says in `@source` is where classes are looked for. */
  path: string;
  content: string;
  isMinified: boolean;
}

export async function buildStylesheet({ path, content, isMinified }: StylesheetOptions): Promise<string> {
  const compiler = await compile(content, { base: dirname(path), from: path, onDependency: () => {} });
  const scanner = new Scanner({ sources: compiler.sources });
  const css = compiler.build(scanner.scan());
  return isMinified ? optimize(css, { minify: true, file: path }).code : css;
}
