/**
 * An esbuild plugin for workers: what is `new Worker(new URL("./file.ts", import.meta.url), …)` in the sources
 * starts from a copy of that file, with all it imports, inside the bundle. An executable has no files to name.
 */
import { dirname, extname, resolve } from "node:path";
import * as esbuild from "esbuild";

/** A worker's file is bundled with these options, and starts no workers itself. */
export function workerSources(options: esbuild.BuildOptions): esbuild.Plugin {
  return {
    name: "worker-sources",
    setup(build) {
      build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        const source = await Deno.readTextFile(path);
        const found = [...source.matchAll(workerUrl)];
        if (found.length === 0) return undefined;
        const urls = await Promise.all(
          found.map(([, file]) => blobUrl(resolve(dirname(path), file!), options)),
        );
        const contents = source.replace(workerUrl, () => `new Worker(${urls.shift()}`);
        return { contents, loader: extname(path).slice(1) as "ts" | "tsx" };
      });
    },
  };
}

const workerUrl = /\bnew Worker\(\s*new URL\(\s*"([^"]+)",\s*import\.meta\.url,?\s*\)(?:\.href)?/g;

/** An expression. */
async function blobUrl(file: string, options: esbuild.BuildOptions): Promise<string> {
  const { outputFiles } = await esbuild.build({ ...options, write: false, entryPoints: [file] });
  const parts = `[${JSON.stringify(outputFiles[0]!.text)}]`;
  return `URL.createObjectURL(new Blob(${parts}, { type: "text/javascript" }))`;
}
