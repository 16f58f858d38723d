/**
 * Has the browser load marked's lexer alone, without the parser, the renderers and the instance.
 *
 * marked ships as one file whose last statements use all of it, so no bundler can leave anything out. Its source
 * map holds the modules that file was made of: the bundle is made of those that the lexer imports. Same version,
 * same code; 3 kB of brotli less. The server goes on with the whole file.
 */
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

export const markedLexer: Plugin = {
  name: "marked-lexer",
  setup(build) {
    let sources: Promise<Map<string, string>> | undefined;
    build.onResolve({ filter: /^marked$/ }, ({ importer }) => {
      return importer.includes("/node_modules/") ? undefined : { path: "entry", namespace };
    });
    build.onResolve({ filter: /^\./, namespace }, ({ path, importer }) => {
      return { path: join(dirname(importer), path), namespace };
    });
    build.onLoad({ filter: /^entry$/, namespace }, () => ({ contents: entry, loader: "ts" }));
    build.onLoad({ filter: /\.ts$/, namespace }, async ({ path }) => {
      const contents = (await (sources ??= readSources())).get(path);
      if (contents === undefined) {
        throw new Error(`marked's source map has no ${path}: see lib/build/marked_lexer.ts`);
      }
      return { contents, loader: "ts" };
    });
  },
};

const namespace = "marked-lexer";

const entry = `
  export { _Lexer as Lexer } from "../src/Lexer.ts";
  export { _Tokenizer as Tokenizer } from "../src/Tokenizer.ts";
`;

/** By the path in the map, as `../src/Lexer.ts`. */
async function readSources(): Promise<Map<string, string>> {
  const map = JSON.parse(await Deno.readTextFile(new URL(`${import.meta.resolve("marked")}.map`)));
  return new Map(map.sources.map((path: string, index: number) => [path, map.sourcesContent[index]]));
}
